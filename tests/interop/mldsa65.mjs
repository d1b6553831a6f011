// ML-DSA-65 as the npm package @noble/post-quantum has it, behind the arguments of openssl 3.5:
//   node mldsa65.mjs MODULES list -signature-algorithms
//   node mldsa65.mjs MODULES pkeyutl -verify -inkey KEY.der -in MESSAGE -sigfile SIGNATURE -pkeyopt context-string:TEXT
// Exit status 0 if the signature is good, 1 if not.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, command, ...rest] = process.argv.slice(2);
const { ml_dsa65 } = await import(createRequire(join(modules, "x")).resolve("@noble/post-quantum/ml-dsa.js"));
const option = (name) => rest[rest.indexOf(name) + 1];

if (command === "list") {
  console.log("ML-DSA-65");
} else {
  const publicKey = readFileSync(option("-inkey")).subarray(-1952); // the last field of a SubjectPublicKeyInfo
  const context = new TextEncoder().encode(option("-pkeyopt").replace("context-string:", ""));
  const [signature, message] = [readFileSync(option("-sigfile")), readFileSync(option("-in"))];
  process.exit(ml_dsa65.verify(signature, message, publicKey, { context }) ? 0 : 1);
}
