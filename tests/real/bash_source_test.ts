import assert from "node:assert/strict";
import { sourceWithBash } from "./bash_source.ts";

const PLAIN: readonly [what: string, text: string, expected: Record<string, string>][] = [
  ["nothing", "", {}],
  ["comments and blank lines", '# it\'s a "comment" $(touch x)\n\n  # `x`\nA=1 # more\n', { A: "1" }],
  ["quotes", `A="x y"\nB='it $(is)'\nC=bare\nD=""\n`, { A: "x y", B: "it $(is)", C: "bare", D: "" }],
  ["escapes", 'A="\\$(reboot) \\`reboot\\` \\"\\\\"\n', { A: '$(reboot) `reboot` "\\' }],
  ["many lines in a value", 'A="1\n2\n"\n', { A: "1\n2\n" }],
  ["an array", 'A=("x y" z)\n', { "A[0]": "x y", "A[1]": "z" }],
  ["a hash sign in a word", "A=x#y\nB=1\n", { A: "x#y", B: "1" }],
  ["the last of several", "A=1\nA=2\n", { A: "2" }],
  ["letters of the world", 'A="ä→"\n', { A: "ä→" }],
];

for (const [what, text, expected] of PLAIN) {
  Deno.test(`bash sources ${what}`, () => {
    const { variables, complaints } = sourceWithBash(text);
    assert.deepEqual([Object.fromEntries(variables), complaints], [expected, []]);
  });
}

const WITNESS = "/tmp/simple-init-bash-source-witness";

const MORE: readonly [what: string, text: string][] = [
  ["a command substitution", `A=$(touch ${WITNESS})\n`],
  ["one in quotes", `A="$(/bin/touch ${WITNESS})"\n`],
  ["backquotes", `A=\`touch ${WITNESS}\`\n`],
  ["a command behind an assignment", "A=1; reboot\n"],
  ["an assignment for a command", `A=1 /bin/touch ${WITNESS}\n`],
  ["a plain command", `touch ${WITNESS}\n`],
  ["a builtin", "eval A=1\n"],
  ["the builtin that is left", "printf x\n"],
  ["a keyword", "if [[ -e / ]]\nthen A=1\nfi\n"],
  ["a function", "f() {\nA=1\n}\n"],
  ["an unbalanced quote", 'A="x\nB=1\n'],
  ["an unbalanced single quote", "A='x\n"],
  ["a redirection", `>${WITNESS}\n`],
  ["a file's contents", "A=$(</etc/passwd)\n"],
  ["another variable", "A=$HOME\n"],
  ["arithmetic", "A=$((1+1))\n"],
  ["a job", "A=1 &\n"],
  ["a glob", "A=(/*)\n"],
  ["a word with a space", "A=1 2\n"],
  ["an unknown word", "DEVICE\n"],
  ["the shell's own trace", "PS4=x\nA=1\n"],
  ["the search path", "PATH=/bin\n"],
  ["the field separators", "IFS=x\n"],
  ["a NUL", 'A="x\0y"\n'],
  ["a shell variable", "BASHOPTS=x\n"],
  ["a loop without end", "while [[ 1 ]]\ndo A=1\ndone\n"],
];

for (const [what, text] of MORE) {
  Deno.test(`bash complains about ${what}`, () => {
    assert.notDeepEqual(sourceWithBash(text).complaints, []);
    assert.throws(() => Deno.lstatSync(WITNESS), Deno.errors.NotFound);
  });
}
