/**
 * Make the built files of the embed; called by the webassets filter.
 *
 *   node embed_js/bundle.mjs all <version>      every file, as JSON: {"page.nl.js": "…", …}
 *   node embed_js/bundle.mjs file <name>        one of them, to look at
 *   node embed_js/bundle.mjs versions           of Node and esbuild, as JSON
 *
 * A page's first view is one file per language, named by what the page has: `thread`, `like`, `count`. What is fetched later is a file each and takes
 * what it shares from the first one by name, so that there is one copy of everything, and one request to the first view.
 */
import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, version as esbuildVersion, transform } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const MAINS = ["thread", "like", "feed", "follow", "bell", "count"];
/** The words that travel with a main file, so that its first view needs no other. */
const WORDS = {
  thread: ["", "-count", "-thread"],
  count: ["-count"],
  bell: ["-bell"],
  feed: ["", "-feed"],
  follow: ["-follow"],
};
const wordsOf = (name) => WORDS[name] ?? [""];
const TONGUES = ["nl", "en"];
const LATE = /import\(\s*"([^"]+)"\s*\)/g;
const NAMED = /(?:import|export)\s*\{([^}]*)\}\s*from\s*"([^"]+)"/g;
/**
 * Names of ours that stand in many files, and in no JSON, attribute, API of the browser or list of exports: shorter
 * when built. An export is looked up by its real name, so `words` or `failed` may not stand here; `exported` checks that.
 */
const OURS = `
  accept become boot box changed choose client countBare draw emit fault flush foot home homes hub hubs inLanguage inReplyTo kinds
  kit life loaded loading lose moreReplies nodes notDone options others people pill placeOf provider reaction readOnly ready
  refresh replyTo retryAfterSeconds say section session shadow shownTo siteName slot someone speaking styles theme tongue
  tongueOf voice wear
`
  .trim()
  .split(/\s+/);
const SHORT = {
  mangleProps: new RegExp(`^(${OURS.join("|")})$`),
  mangleCache: Object.fromEntries(OURS.map((name, at) => [name, `$${at.toString(36)}`])),
};
const COMMON = {
  ...SHORT,
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  write: false,
  legalComments: "none",
};

const main = (name) => resolve(HERE, "mains", `${name}.js`);
const isWords = (path) => /\/i18n\/(nl|en)[^/]*\.js$/.test(path);
const stem = (path) => relative(HERE, path).replace(/^.*\//, "").replace(/\.js$/, "");

/** Styles are templates in modules: shrink what stands between the backticks. */
const styles = {
  name: "styles",
  setup(on) {
    on.onLoad({ filter: /\/styles\/[^/]+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const [, before, text, after] = /^([\s\S]*css`)([\s\S]*)(`[\s\S]*)$/.exec(source);
      const { code } = await transform(text, {
        loader: "css",
        minify: true,
        target: ["chrome115", "firefox115", "safari16.4"],
      });
      return { contents: before + code.trim().replaceAll("\\", "\\\\") + after };
    });
  },
};

/** @param {(path: string, kind: string) => string | null} place the built file that holds a module, or null for "in here" */
const placing = (place) => ({
  name: "placing",
  setup(on) {
    on.onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
      const full = resolve(resolveDir, path);
      const file = kind === "entry-point" ? null : place(full, kind);
      return file ? { path: `./${file}`, external: true } : { path: full };
    });
  },
});

/** The modules of a main bundle, and every module that is fetched later from them or from one another. */
async function survey(name) {
  const late = new Set();
  const inside = await modulesOf(main(name), late);
  const users = new Map();
  for (const path of late)
    for (const module of await modulesOf(path, late)) users.set(module, (users.get(module) ?? 0) + 1);
  // What two later files need is a file of its own: one copy of everything, and of its state.
  for (const [module, count] of users) if (count > 1 && !inside.has(module)) late.add(module);
  for (const module of inside) late.delete(module);
  const stems = [...late].filter((path) => !isWords(path)).map(stem);
  for (const [at, each] of stems.entries())
    if (stems.indexOf(each) !== at) throw new Error(`two files would be ${each}.js: give one another name`);
  return { inside, late, outside: new Set(users.keys()) };
}

/** What a module imports statically, itself included; what it imports later is added to `late`. */
async function modulesOf(start, late, found = new Set()) {
  if (found.has(start)) return found;
  found.add(start);
  const source = (await readFile(start, "utf8")).replace(/\/\*[\s\S]*?\*\//g, "");
  for (const [, path] of source.matchAll(LATE)) late.add(resolve(dirname(start), path));
  for (const [, , path] of source.matchAll(NAMED)) await modulesOf(resolve(dirname(start), path), late, found);
  return found;
}

/** Every name that a module exports. */
async function exported({ inside, outside }) {
  const names = [];
  for (const module of new Set([...inside, ...outside]))
    for (const [, name] of (await readFile(module, "utf8")).matchAll(
      /export (?:async )?(?:function|const|class) (\w+)/g,
    ))
      names.push(name);
  return names;
}

/** The names that later files take from the main one: { module: names }. */
async function taken({ inside, outside }) {
  const names = new Map();
  for (const module of outside) {
    if (inside.has(module)) continue;
    for (const [, list, path] of (await readFile(module, "utf8")).matchAll(NAMED)) {
      const from = resolve(dirname(module), path);
      if (!inside.has(from)) continue;
      for (const name of list.split(",")) {
        const wanted = name.trim().split(" ")[0];
        if (wanted) names.set(from, (names.get(from) ?? new Set()).add(wanted));
      }
    }
  }
  return names;
}

/** What every question to the service needs travels in one file. */
const CALL = ["core/client", "core/transport"];
/** And so does what every touch of a conversation needs. */
const HANDS = [
  ...CALL,
  "core/drafts",
  "core/faults",
  "i18n/writing",
  "parts/order",
  "parts/panel",
  "parts/place",
  "styles/touch",
];
const handsOf = (name) => (name === "thread" ? HANDS : CALL);
const partOf = (name, path) =>
  handsOf(name).some((each) => path === resolve(HERE, `${each}.js`)) ? "hands" : stem(path);

const fileOf =
  (name, tongue, { inside, late }, self) =>
  (path, kind) => {
    if (
      path === self ||
      (self && late.has(path) && partOf(name, path) === partOf(name, self) && partOf(name, self) === "hands")
    )
      return null;
    // The bundle knows its own words already; the way to fetch them stands there for the other language.
    if (isWords(path)) return self || kind === "dynamic-import" ? `${stem(path)}.js` : null;
    if (inside.has(path)) return self || kind === "dynamic-import" ? `${name}.${tongue}.js` : null;
    return late.has(path) ? `${name}.${tongue}.${partOf(name, path)}.js` : null;
  };

async function bundleMain(name, tongue) {
  const found = await survey(name);
  const lines = [
    `export { connect, signIn, signOut } from "./mains/${name}.js";`,
    `import { learn } from "./core/i18n.js";`,
  ];
  for (const [at, part] of wordsOf(name).entries()) {
    lines.push(`import { words as words${at} } from "./i18n/${tongue}${part}.js";`);
    lines.push(`learn("${tongue}${part}", words${at});`);
  }
  const seen = new Map();
  for (const name of await exported(found))
    if (OURS.includes(name)) throw new Error(`${name} is exported: it cannot be shortened`);
  for (const [module, names] of await taken(found)) {
    for (const each of names) {
      if (seen.has(each)) throw new Error(`${each} is exported by ${module} and by ${seen.get(each)}`);
      seen.set(each, module);
    }
    lines.push(`export { ${[...names].join(", ")} } from "./${relative(HERE, module)}";`);
  }
  return run({ stdin: { contents: lines.join("\n"), resolveDir: HERE } }, fileOf(name, tongue, found, null));
}

async function bundleLate(name, tongue, part) {
  const found = await survey(name);
  if (part === "hands") {
    const lines = handsOf(name).map((each) => `export * from "./${each}.js";`);
    return run(
      { stdin: { contents: lines.join("\n"), resolveDir: HERE } },
      fileOf(name, tongue, found, resolve(HERE, `${HANDS[0]}.js`)),
    );
  }
  const path = [...found.late].find((each) => stem(each) === part);
  return run({ entryPoints: [path] }, fileOf(name, tongue, found, path));
}

async function run(options, place) {
  const made = await build({ ...COMMON, ...options, plugins: [styles, placing(place)] });
  return made.outputFiles[0].text;
}

async function list() {
  const names = new Set();
  for (const name of MAINS)
    for (const tongue of TONGUES) {
      const found = await survey(name);
      names.add(`${name}.${tongue}.js`);
      for (const path of found.late) {
        const file = fileOf(name, tongue, found, "")(path);
        if (!isWords(path)) names.add(file);
        else names.add(`${stem(path)}.js`);
      }
    }
  return [...names].sort();
}

async function file(name) {
  const [first, tongue, part] = name.replace(/\.js$/, "").split(".");
  if (!MAINS.includes(first)) return run({ entryPoints: [resolve(HERE, "i18n", name)] }, () => null);
  return part ? bundleLate(first, tongue, part) : bundleMain(first, tongue);
}

async function loader(version) {
  const define = { WEERKLANK_VERSION: JSON.stringify(version) };
  const made = await build({
    ...COMMON,
    bundle: false,
    format: undefined,
    entryPoints: [resolve(HERE, "loader.js")],
    define,
  });
  return made.outputFiles[0].text;
}

/** A script or a style of the frame's page: no imports, only smaller. */
async function plain(name) {
  const loader = name.endsWith(".css") ? "css" : "js";
  return (await transform(await readFile(resolve(HERE, name), "utf8"), { loader, minify: true, target: "es2022" }))
    .code;
}

/** Every file by its name. @param {string} version the folder in which the loader finds the others */
async function all(version) {
  const made = { "weerklank.js": await loader(version) };
  for (const name of ["frame.js", "frame.css"]) made[name] = await plain(name);
  for (const name of await list()) made[name] = await file(name);
  return JSON.stringify(made);
}

const versions = () => JSON.stringify({ node: process.versions.node, esbuild: esbuildVersion });

const [what, argument] = process.argv.slice(2);
process.stdout.write(await { all, file, versions }[what](argument));
