// Opens a card by WebCrypto alone, as anyone could who has its digits and the stored rows: there is
// no secret ingredient in the Python code. Reads {digits, rows: {hash: sealed}} (base64) from its
// standard input, writes what was sealed to its standard output.

import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";

const { subtle } = webcrypto;
const ascii = (text) => new TextEncoder().encode(text);
const base64 = (text) => Uint8Array.from(Buffer.from(text, "base64"));

function numberOf(digits) {
  const hex = BigInt(digits.slice(0, 39)).toString(16).padStart(32, "0");
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

async function derived(secret, label) {
  const key = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const salt = new Uint8Array();
  const how = { name: "HKDF", hash: "SHA-256", salt, info: ascii(`walletcard v1 ${label}`) };
  return new Uint8Array(await subtle.deriveBits(how, key, 256));
}

async function unseal(secret, idHash, sealed) {
  if (sealed[0] !== 1) throw new Error("unknown version");
  const key = await derived(secret, "card key");
  const opening = await subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const additionalData = Uint8Array.from([...ascii("walletcard v1 card row "), ...idHash]);
  const how = { name: "AES-GCM", iv: sealed.slice(1, 13), additionalData };
  const padded = new Uint8Array(await subtle.decrypt(how, opening, sealed.slice(13)));
  return padded.slice(0, padded.lastIndexOf(0x80));
}

const { digits, rows } = JSON.parse(readFileSync(0, "utf8"));
const secret = numberOf(digits);
const idHash = new Uint8Array(await subtle.digest("SHA-256", await derived(secret, "card lookup")));
const sealed = rows[Buffer.from(idHash).toString("base64")];
process.stdout.write(await unseal(secret, idHash, base64(sealed)));
