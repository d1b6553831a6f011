// ML-DSA-65 as the npm package @noble/post-quantum has it:
//   node mldsa65.mjs MODULES KEY.der MESSAGE SIGNATURE CONTEXT
// Exit status 0 if the signature is good, 1 if not.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, key, message, signature, context] = process.argv.slice(2);
const { ml_dsa65 } = await import(createRequire(join(modules, "x")).resolve("@noble/post-quantum/ml-dsa.js"));
const publicKey = readFileSync(key).subarray(-1952); // the last field of a SubjectPublicKeyInfo
const good = ml_dsa65.verify(readFileSync(signature), readFileSync(message), publicKey, {
  context: new TextEncoder().encode(context),
});
process.exit(good ? 0 : 1);
