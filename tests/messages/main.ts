/**
 * `deno task messages`: writes MESSAGES.md.
 *
 * @module
 */
import { messagesPage, PAGE } from "./page.ts";

Deno.writeTextFileSync(PAGE, messagesPage());
