// age as the npm package age-encryption has it, behind the arguments of the age program:
//   node age.mjs MODULES -d -i IDENTITY -o OUT IN
//   node age.mjs MODULES -r RECIPIENT -o OUT IN
// and, where age asks for a passphrase, with a file that holds it: -p FILE
import { webcrypto } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";

globalThis.crypto ??= webcrypto; // Node 18 has it under another name

const [modules, ...rest] = process.argv.slice(2);
const age = await import(createRequire(join(modules, "x")).resolve("age-encryption"));
const { values, positionals } = parseArgs({
  args: rest,
  allowPositionals: true,
  options: {
    decrypt: { type: "boolean", short: "d" },
    identity: { type: "string", short: "i" },
    recipient: { type: "string", short: "r" },
    output: { type: "string", short: "o" },
    passphrase: { type: "string", short: "p" },
  },
});

const passphrase = values.passphrase && readFileSync(values.passphrase, "utf-8").trim();

async function transform(input) {
  if (values.decrypt) {
    const decrypter = new age.Decrypter();
    if (passphrase) decrypter.addPassphrase(passphrase);
    else for (const line of readFileSync(values.identity, "ascii").trim().split("\n")) decrypter.addIdentity(line);
    return decrypter.decrypt(input);
  }
  const encrypter = new age.Encrypter();
  if (passphrase) encrypter.setPassphrase(passphrase);
  else encrypter.addRecipient(values.recipient);
  return encrypter.encrypt(input);
}

writeFileSync(values.output, await transform(readFileSync(positionals[0])));
