// A throw-away S3 on 127.0.0.1, with the bucket lake in it: prints its port, and ends with its
// standard input.
// usage: s3.mjs FOLDER     with MODULES naming the npm packages
import crypto from "node:crypto";
import { createRequire } from "node:module";

// The server makes its page tokens with DES, which OpenSSL 3 has put away.
const twice = (bytes) => Buffer.concat([bytes, bytes]);
for (const name of ["createCipheriv", "createDecipheriv"]) {
    const real = crypto[name];
    crypto[name] = (_, key, iv) => real("aes-128-cbc", twice(key), twice(iv));
}

const require = createRequire(process.env.MODULES + "/");
const S3rver = require("s3rver");
const he = require("he");
const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory: process.argv[2],
    configureBuckets: [{ name: "lake" }],
});

// It leaves keys as they are where S3 would encode them: each listing of the AWS CLI asks for that.
function encoded(key) {
    return encodeURIComponent(he.unescape(key)).replaceAll("%20", "+").replaceAll("%2F", "/")
        .replace(/[!'()]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
}
server.middleware.unshift(async (context, next) => {
    await next();
    if (context.query["encoding-type"] === "url" && typeof context.body === "string")
        context.body = context.body
            .replace(/<Key>(.*?)<\/Key>/g, (_, key) => `<Key>${encoded(key)}</Key>`)
            .replace("<IsTruncated>", "<EncodingType>url</EncodingType><IsTruncated>");
});

console.log((await server.run()).port);
process.stdin.resume().on("close", () => process.exit());
