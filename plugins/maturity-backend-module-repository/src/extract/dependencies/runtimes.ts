import { Findings } from '../Findings';
import {
  DeclaredResource,
  azureType,
  settingsAt,
} from '../infrastructure/DeclaredResource';
import { TerraformFolder } from '../infrastructure/terraform';
import { Pipeline, isExpression } from '../pipelines/Pipeline';
import { SourceFile, fileName } from '../SourceFile';
import { objectOf, textOf } from '../syntax/plain';
import { parseJson } from '../syntax/structured';
import { ContainerImage } from './images';
import { withoutXmlComments } from './packages';
import { runtimeName } from './support';

const NODE_NAMES: Record<string, string> = {
  erbium: '12',
  fermium: '14',
  gallium: '16',
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
};

/** A version of a product as far as support depends on it: `20` of `v20.11.1`, `3.11` of `3.11.9`. */
export function supportedPart(
  product: string,
  written: string,
): string | undefined {
  const text = written
    .trim()
    .toLocaleLowerCase('en-US')
    .replace(/^[v=]+/, '');
  // Named after years: `2012 r2`.
  if (product === 'sql server' || product === 'windows server') {
    return /^20\d\d( r2)?$/.test(text) ? text : undefined;
  }
  const numbers = /^(\d{1,4})(?:\.(\d{1,4}))?(?:\.(\d{1,4}))?/.exec(text);
  if (!numbers) return undefined;
  const [, major, minor, patch] = numbers;
  switch (product) {
    case 'node':
    case 'debian':
    case 'azurerm provider':
      return major;
    case 'java':
      // 1.8 is the old name of 8.
      return major === '1' ? minor : major;
    case '.net':
      if (Number(major) >= 5) return major;
      return minor && `${major}.${minor}`;
    case '.net framework':
      return patch
        ? `${major}.${minor}.${patch}`
        : minor && `${major}.${minor}`;
    case 'postgresql':
      return Number(major) >= 10 ? major : minor && `${major}.${minor}`;
    default:
      return minor && `${major}.${minor}`;
  }
}

/** Versions of languages, frameworks, platforms and databases that the code asks for. */
export function findRuntimes(
  files: SourceFile[],
  resources: DeclaredResource[],
  folders: TerraformFolder[],
  pipelines: Pipeline[],
  images: ContainerImage[],
  findings: Findings,
): void {
  const add = (product: string, written: string | undefined) => {
    if (!written || isExpression(written)) return;
    const version = supportedPart(product, written);
    if (version) findings.add('runtimes', runtimeName({ product, version }));
  };
  for (const file of files) fromFile(file, add);
  for (const resource of resources) fromResource(resource, add);
  for (const { providers } of folders) {
    for (const { name, version } of providers) {
      if (name === 'azurerm') add('azurerm provider', highest(version));
    }
  }
  for (const pipeline of pipelines) fromPipeline(pipeline, add);
  for (const image of images) fromImage(image.name, image.tag, add);
}

type Add = (product: string, written: string | undefined) => void;

function fromFile({ path, text }: SourceFile, add: Add) {
  if (text === undefined) return;
  const name = fileName(path);
  switch (name) {
    case 'package.json': {
      const { engines } = objectOf(parseJson(text));
      add('node', highest(textOf(objectOf(engines).node)));
      return;
    }
    case '.nvmrc':
    case '.node-version': {
      const version = text.trim();
      add('node', NODE_NAMES[version.replace(/^lts\//, '')] ?? version);
      return;
    }
    case '.python-version':
      add('python', text.trim());
      return;
    case 'runtime.txt':
      if (text.startsWith('python-')) add('python', text.slice(7));
      return;
    case '.tool-versions':
      for (const line of text.split('\n')) {
        const [tool, version] = line.trim().split(/\s+/);
        if (tool === 'nodejs') add('node', version);
        if (tool === 'python') add('python', version);
        if (tool === 'golang') add('go', version);
        if (tool === 'java') add('java', /\d[\d.]*/.exec(version ?? '')?.[0]);
        if (tool === 'dotnet' || tool === 'dotnet-core') add('.net', version);
      }
      return;
    case 'global.json': {
      const sdk = objectOf(objectOf(parseJson(text)).sdk);
      if (!/major/i.test(textOf(sdk.rollForward))) {
        add('.net', textOf(sdk.version));
      }
      return;
    }
    case 'go.mod':
      add('go', /^toolchain go([\d.]{1,20})/m.exec(text)?.[1]);
      return;
    case 'pom.xml':
      add(
        'java',
        /<(?:maven\.compiler\.release|maven\.compiler\.target|java\.version|release)>\s{0,5}([\d.]{1,10})/.exec(
          withoutXmlComments(text),
        )?.[1],
      );
      return;
    case 'build.gradle':
    case 'build.gradle.kts':
      add('java', /JavaLanguageVersion\.of\((\d{1,2})\)/.exec(text)?.[1]);
      add(
        'java',
        /sourceCompatibility\s{0,5}=\s{0,5}['"]?([\d.]{1,5})/.exec(text)?.[1],
      );
      add(
        'java',
        /JavaVersion\.VERSION_(1_8|\d{1,2})/.exec(text)?.[1]?.replace('_', '.'),
      );
      return;
    default:
  }
  if (/\.(cs|fs|vb)proj$/.test(name) || name === 'Directory.Build.props') {
    fromProject(withoutXmlComments(text), add);
  }
}

/** The newest of the frameworks that a project is built for. */
function fromProject(text: string, add: Add) {
  const frameworks =
    /<TargetFrameworks?>([^<]{1,200})<\/TargetFrameworks?>/.exec(text)?.[1] ??
    '';
  const newest = frameworks
    .split(';')
    .flatMap(framework => {
      const modern = /^\s*net(?:coreapp)?(\d{1,2}\.\d{1,2})/.exec(framework);
      return modern ? [modern[1]] : [];
    })
    .sort((a, b) => Number(b) - Number(a))[0];
  if (newest) add('.net', newest);
  else {
    const classic = /\bnet(4\d{0,2})\b/.exec(frameworks)?.[1];
    if (classic) add('.net framework', classic.split('').join('.'));
  }
  const old = /<TargetFrameworkVersion>v([\d.]{1,10})</.exec(text)?.[1];
  add('.net framework', old);
}

function fromResource(resource: DeclaredResource, add: Add) {
  const { type, settings } = resource;
  const version = () =>
    settings.find(s => s.path === 'version' || s.path === 'properties.version')
      ?.text;
  if (
    type.startsWith('azurerm_kubernetes_cluster') ||
    type.startsWith(azureType('Microsoft.ContainerService/managedClusters'))
  ) {
    for (const { text } of settingsAt(
      resource,
      'kubernetesversion',
      'orchestratorversion',
    )) {
      add('kubernetes', text);
    }
  }
  if (
    [
      'azurerm_postgresql_flexible_server',
      'azurerm_postgresql_server',
      azureType('Microsoft.DBforPostgreSQL/flexibleServers'),
      azureType('Microsoft.DBforPostgreSQL/servers'),
    ].includes(type)
  ) {
    add('postgresql', version());
  }
  if (
    [
      'azurerm_mysql_flexible_server',
      'azurerm_mysql_server',
      azureType('Microsoft.DBforMySQL/flexibleServers'),
      azureType('Microsoft.DBforMySQL/servers'),
    ].includes(type)
  ) {
    add('mysql', version());
  }
  fromMachineImage(resource, add);
  fromAppStack(resource, add);
}

function fromMachineImage(resource: DeclaredResource, add: Add) {
  const texts = settingsAt(
    resource,
    'sourceimagereference.offer',
    'sourceimagereference.sku',
    'storageimagereference.offer',
    'storageimagereference.sku',
    'imagereference.offer',
    'imagereference.sku',
    'sqlimageoffer',
  ).map(({ text }) => text.toLocaleLowerCase('en-US'));
  if (texts.length === 0) return;
  const all = texts.join(' ');
  const sql = /\bsql(20\d\d)/.exec(all)?.[1];
  if (sql) add('sql server', sql);
  const windows =
    /\bws(20\d\d)(-?r2)?/.exec(all) ??
    (all.includes('windowsserver')
      ? /(?:^|\s)(20\d\d)(-r2)?/.exec(all)
      : undefined);
  if (windows) {
    add('windows server', windows[2] ? `${windows[1]} r2` : windows[1]);
  }
  if (all.includes('ubuntu')) {
    const release = /(\d\d)[._](04|10)\b|(\d\d)[._](04|10)[-_]/.exec(all);
    if (release) {
      add('ubuntu', `${release[1] ?? release[3]}.${release[2] ?? release[4]}`);
    }
  }
}

function fromAppStack(resource: DeclaredResource, add: Add) {
  const at = (...paths: string[]) =>
    settingsAt(resource, ...paths).map(({ text }) => text);
  for (const text of at('applicationstack.nodeversion')) {
    add('node', text.replace('~', ''));
  }
  for (const text of at('applicationstack.dotnetversion')) add('.net', text);
  for (const text of at('applicationstack.pythonversion')) add('python', text);
  for (const text of at('applicationstack.javaversion')) add('java', text);
  for (const text of at('applicationstack.phpversion')) add('php', text);
  for (const text of at('siteconfig.netframeworkversion')) {
    // v4.0 stands for all of .NET Framework 4.
    if (!/^v?4/.test(text)) add('.net', text);
  }
  for (const text of at('linuxfxversion', 'windowsfxversion')) {
    const [stack, version = ''] = text.toLocaleLowerCase('en-US').split('|');
    if (stack === 'node') add('node', version);
    if (stack === 'python') add('python', version);
    if (
      stack === 'dotnetcore' ||
      stack === 'dotnet' ||
      stack === 'dotnet-isolated'
    ) {
      add('.net', version);
    }
    if (stack === 'java') add('java', version);
    if (stack === 'php') add('php', version);
  }
  const [runtime] = at('functionappconfig.runtime.name');
  const [version] = at('functionappconfig.runtime.version');
  if (runtime === 'node' || runtime === 'python' || runtime === 'java') {
    add(runtime, version);
  }
  if (runtime === 'dotnet-isolated') add('.net', version);
}

const TOOL_INPUTS: [uses: string, input: string, product: string][] = [
  ['actions/setup-node', 'node-version', 'node'],
  ['actions/setup-python', 'python-version', 'python'],
  ['actions/setup-dotnet', 'dotnet-version', '.net'],
  ['actions/setup-java', 'java-version', 'java'],
  ['actions/setup-go', 'go-version', 'go'],
  ['nodetool', 'versionspec', 'node'],
  ['usenode', 'version', 'node'],
  ['usepythonversion', 'versionspec', 'python'],
  ['usedotnet', 'version', '.net'],
  ['javatoolinstaller', 'versionspec', 'java'],
  ['gotool', 'version', 'go'],
];

function fromPipeline(pipeline: Pipeline, add: Add) {
  for (const job of pipeline.jobs) {
    for (const step of job.steps) {
      for (const [uses, input, product] of TOOL_INPUTS) {
        if (step.uses === uses) add(product, highest(step.inputs[input] ?? ''));
      }
    }
  }
  for (const image of pipeline.images) {
    const hosted = /^(ubuntu|windows)-(\d[\d.]{3,4})$/.exec(image);
    if (hosted?.[1] === 'ubuntu') add('ubuntu', hosted[2]);
    else if (hosted) add('windows server', hosted[2]);
    else if (image.includes(':')) {
      const colon = image.lastIndexOf(':');
      fromImage(image.slice(0, colon), image.slice(colon + 1), add);
    }
  }
}

const IMAGE_PRODUCTS: [name: RegExp, product: string][] = [
  [/(^|\/)node$/, 'node'],
  [/(^|\/)python$/, 'python'],
  [/(^|\/)golang$/, 'go'],
  [/(^|\/)dotnet\/(core\/)?[a-z-]+$/, '.net'],
  [
    /(^|\/)(openjdk|eclipse-temurin|amazoncorretto|zulu-openjdk|jdk|jre)$/,
    'java',
  ],
  [/(^|\/)php$/, 'php'],
  [/(^|\/)ruby$/, 'ruby'],
  [/(^|\/)ubuntu$/, 'ubuntu'],
  [/(^|\/)debian$/, 'debian'],
];
const DEBIAN_NAMES: Record<string, string> = {
  stretch: '9',
  buster: '10',
  bullseye: '11',
  bookworm: '12',
  trixie: '13',
};

function fromImage(name: string, tag: string, add: Add) {
  for (const [pattern, product] of IMAGE_PRODUCTS) {
    if (!pattern.test(name)) continue;
    const debian = product === 'debian' && DEBIAN_NAMES[tag.split('-')[0]];
    add(product, debian || tag);
  }
  const java = /(?:temurin|openjdk|jdk)-?(\d{1,2})\b/.exec(tag);
  if (/(^|\/)(maven|gradle)$/.test(name)) add('java', java?.[1]);
}

/**
 * The newest version that a range allows. Undefined where it has no upper end
 * (`>=18`), because it does not say what is used.
 */
export function highest(range: string): string | undefined {
  let best: { version: string; order: number } | undefined;
  for (const alternative of range.split(/\|\||[\n]/)) {
    const version = upperEnd(alternative.trim());
    if (version === undefined) continue;
    const [major, minor = '0'] = version.split('.');
    const order = Number(major) * 10_000 + Number(minor);
    if (!best || order > best.order) best = { version, order };
  }
  return best?.version;
}

function upperEnd(range: string): string | undefined {
  const below = /<\s{0,3}v?(\d{1,4})(?:\.0){0,2}(?![\d.])/.exec(range);
  if (below) return String(Number(below[1]) - 1);
  const upTo = /(?:<=|- )\s{0,3}v?(\d{1,4}(?:\.\d{1,4})?)/.exec(range);
  if (upTo) return upTo[1];
  if (/^>/.test(range)) return undefined;
  return /^(?:~>|[\^~=v\s])*(\d{1,4}(?:\.\d{1,4})?)/.exec(range)?.[1];
}
