/* What place.c and root.c know of one another. */
#ifndef PLACE_H
#define PLACE_H

#include "native.h"

#define DIRECTORY (O_PATH | O_DIRECTORY | O_CLOEXEC)

/* place.c */
void leave(struct place *place);

/* root.c */
int find_in_root(JSContext *ctx, struct place *place, JSValueConst root, int follow);

#endif
