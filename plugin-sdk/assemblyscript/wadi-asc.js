#!/usr/bin/env node
// wadi-asc FILE.ts -o PLUGIN.wasm [options of asc]
//
// Compiles a file whose exported functions are to be functions of SQL. The plugin's name and version
// are those of the nearest package.json.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { Describe } from "./describe.js";
import { PluginError } from "./types.js";

const SECTION = "wadi.plugin.v1";
const sdk = dirname(fileURLToPath(import.meta.url));
const sdkVersion = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")).version;

function fail(message) {
  console.error(`wadi-asc: ${message}`);
  process.exit(1);
}

function packageOf(file) {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    const found = join(folder, "package.json");
    if (existsSync(found)) return JSON.parse(readFileSync(found, "utf8"));
    if (folder === dirname(folder)) fail(`there is no package.json beside or above ${file}`);
  }
}

function leb128(number) {
  const bytes = [];
  do {
    bytes.push((number & 0x7f) | (number > 0x7f ? 0x80 : 0));
    number >>>= 7;
  } while (number !== 0);
  return Buffer.from(bytes);
}

function customSection(name, text) {
  const title = Buffer.from(name);
  const content = Buffer.concat([leb128(title.length), title, Buffer.from(text)]);
  return Buffer.concat([Buffer.from([0]), leb128(content.length), content]);
}

const options = process.argv.slice(2);
const file = options.find((option) => option.endsWith(".ts"));
const output = options[options.findIndex((o) => o === "-o" || o === "--outFile") + 1];
if (file === undefined || output === undefined || !output.endsWith(".wasm")) {
  fail("usage: wadi-asc FILE.ts -o PLUGIN.wasm [options of asc]");
}
const { name, version } = packageOf(file);
const describe = new Describe();
const { error, stderr } = await asc.main(
  [
    ...options,
    "-O3",
    "--runtime", "minimal",
    "--use", "abort=~lib/wadi/outcome/onAbort",
    "--path", dirname(sdk),
    "--disable", "simd",
  ],
  { transforms: [describe], stderr: process.stderr },
);
if (error) {
  fail(error instanceof PluginError ? `${file}: ${error.message}` : error.message);
}
const description = { abi: 1, name, version, sdk: `assemblyscript ${sdkVersion}`, functions: describe.functions };
if (describe.sinks.length > 0) description.sinks = describe.sinks;
writeFileSync(
  output,
  Buffer.concat([readFileSync(output), customSection(SECTION, JSON.stringify(description))]),
);
