#!/usr/bin/env node
// Plain old JavaScript: a Node.js that is too old must reach the line that says so.
var parts = process.versions.node.split('.').map(Number);
if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 18)) {
  process.stderr.write(
    'bakeroll needs Node.js 22.18 or newer; this is ' + process.version + ' (' + process.execPath + ').\n',
  );
  process.exit(3);
}
// Node.js strips types in a checkout and refuses to under node_modules, so the installed form runs dist/.
var installed = new URL('../dist/cli/main.js', import.meta.url);
var checkout = new URL('../cli/main.ts', import.meta.url);
import('node:fs')
  .then(function (fs) {
    return import(fs.existsSync(checkout) ? checkout.href : installed.href);
  })
  .then(function (cli) {
    return cli.main(process.argv.slice(2));
  })
  .then(function (code) {
    process.exitCode = code;
  });
