/*
 * Where the process begins. The program lies at an address that the kernel chose, and pointers in its data are distances
 * from there until they are corrected here, before anything else runs. musl's own start does that as well, but those of
 * 1.2.3 and earlier cannot read the packed table (DT_RELR of the generic ABI), which is a tenth in size of the other one.
 */
#include <elf.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined __x86_64__
#define R_RELATIVE R_X86_64_RELATIVE
__asm__(".globl _start\n_start:\n\txor %ebp, %ebp\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall start_with\n");
#elif defined __aarch64__
#define R_RELATIVE R_AARCH64_RELATIVE
__asm__(".globl _start\n_start:\n\tmov x29, #0\n\tmov x30, #0\n\tmov x0, sp\n\tand sp, x0, #-16\n\tb start_with\n");
#else
#error "The entry is not written for this processor."
#endif

/* Of elf.h since musl 1.2.4. */
#define TABLE_RELRSZ 35
#define TABLE_RELR 36
#define TABLES 37

/* The linker's: the first byte of the program. */
extern const Elf64_Ehdr __ehdr_start __attribute__((visibility("hidden")));

int main(int argc, char **argv);
int __libc_start_main(int (*main)(int, char **), int argc, char **argv, void (*)(void), void (*)(void), void (*)(void));

static const Elf64_Phdr *find_header(uint32_t type)
{
    const Elf64_Phdr *header = (const Elf64_Phdr *)((const char *)&__ehdr_start + __ehdr_start.e_phoff);
    for (int index = 0; index < __ehdr_start.e_phnum; index++)
        if (header[index].p_type == type)
            return &header[index];
    return NULL;
}

/* An even entry is where a pointer is; an odd one has a bit for each of the 63 words behind the last. */
static void correct_packed(uintptr_t base, const uint64_t *entry, size_t bytes)
{
    uintptr_t *next = NULL;
    for (const uint64_t *end = entry + bytes / sizeof *entry; entry < end; entry++) {
        if (!(*entry & 1)) {
            next = (uintptr_t *)(base + *entry);
            *next++ += base;
            continue;
        }
        uintptr_t *word = next;
        for (uint64_t bits = *entry >> 1; bits; bits >>= 1, word++)
            if (bits & 1)
                *word += base;
        next += 63;
    }
}

/* What linkers write that do not know the packed one. */
static void correct_listed(uintptr_t base, const Elf64_Rela *entry, size_t bytes)
{
    for (const Elf64_Rela *end = entry + bytes / sizeof *entry; entry < end; entry++)
        if (ELF64_R_TYPE(entry->r_info) == R_RELATIVE)
            *(uintptr_t *)(base + entry->r_offset) = base + entry->r_addend;
}

/* The guard of the stack is not there yet. */
__attribute__((noreturn, used, no_stack_protector)) static void start_with(uintptr_t *stack)
{
    uintptr_t base = (uintptr_t)&__ehdr_start, table[TABLES] = { 0 };
    const Elf64_Dyn *dynamic = (const Elf64_Dyn *)(base + find_header(PT_DYNAMIC)->p_vaddr);
    for (; dynamic->d_tag; dynamic++)
        if (dynamic->d_tag < TABLES)
            table[dynamic->d_tag] = dynamic->d_un.d_val;
    correct_packed(base, (const uint64_t *)(base + table[TABLE_RELR]), table[TABLE_RELRSZ]);
    correct_listed(base, (const Elf64_Rela *)(base + table[DT_RELA]), table[DT_RELASZ]);
    __libc_start_main(main, (int)*stack, (char **)(stack + 1), NULL, NULL, NULL);
    __builtin_unreachable();
}

/*
 * What only had to be written for that is not written to any more. Nothing else is on its pages: link.ld sees to it. A kernel
 * that refuses costs no boot.
 */
__attribute__((constructor)) static void protect_corrected(void)
{
    const Elf64_Phdr *header = find_header(PT_GNU_RELRO);
    uintptr_t start = (uintptr_t)&__ehdr_start + header->p_vaddr, before = start & (uintptr_t)(getpagesize() - 1);
    (void)!mprotect((void *)(start - before), header->p_memsz + before, PROT_READ);
}
