// Starts telegram-test-api on a free port of this machine; ends with its standard input.
// Usage: node server.mjs FOLDER-WITH-NODE_MODULES
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(resolve(process.argv[2], "package.json"));
const TelegramServer = require("telegram-test-api");

const ONE_DAY = 24 * 60 * 60; // seconds; by default messages are forgotten after one minute

const server = new TelegramServer({ host: "127.0.0.1", storeTimeout: ONE_DAY });
server.config.port = 0; // the constructor takes 0 for "not given"
await server.start();
console.log(`listening on http://127.0.0.1:${server.server.address().port}`);

process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
