import { Findings } from './Findings';
import { SourceFile, extension, fileName, folderNames } from './SourceFile';

const WRITTEN = new Set([
  'md',
  'mdx',
  'markdown',
  'adoc',
  'asciidoc',
  'rst',
  'txt',
  'pdf',
  'docx',
  'html',
]);

/** Documents by where they are and what they are called. */
export function findDocuments(files: SourceFile[], findings: Findings): void {
  for (const file of files) {
    const { path } = file;
    const name = fileName(path).toLocaleLowerCase('en-US');
    const folders = folderNames(path);
    const stem = name.replace(/\.[^.]+$/, '');
    if (isCodeOwners(path) && namesSomebody(file.text)) {
      findings.add('codeOwners', path);
    }
    if (/^contributing(\.|$)/.test(name) || isChangeTemplate(path)) {
      findings.add('contributionGuides', path);
    }
    if (extension(path) === 'tm7' || isThreatDragon(name, folders)) {
      findings.add('threatModels', path);
    }
    if (name === 'mkdocs.yml' || name === 'mkdocs.yaml') {
      findings.add('documentation', path);
    }
    if (!WRITTEN.has(extension(path)) && stem !== 'readme') continue;
    findDocument(path, stem, folders, findings);
  }
}

function findDocument(
  path: string,
  stem: string,
  folders: string[],
  findings: Findings,
) {
  if (stem === 'readme') findings.add('documentation', path);
  const docs = folders.findIndex(name => name === 'docs' || name === 'doc');
  if (docs >= 0) {
    findings.add(
      'documentation',
      `${path
        .split('/')
        .slice(0, docs + 1)
        .join('/')}/`,
    );
  }
  // An index or an empty form is not the document itself.
  if (
    /^(readme|index|_index|template|.*[-_]template|0+-template)$/.test(stem)
  ) {
    return;
  }
  const words = stem.replace(/[\s_.]+/g, '-');
  const inFolder = (...names: string[]) =>
    folders.some(folder => names.includes(folder.replace(/[\s_.]+/g, '-')));

  if (
    inFolder(
      'adr',
      'adrs',
      'decisions',
      'decision-records',
      'architecture-decisions',
      'architecture-decision-records',
      'decision-log',
    ) ||
    /^adr-?\d/.test(words)
  ) {
    findings.add('decisionRecords', path);
  }
  if (
    inFolder('runbook', 'runbooks', 'playbook', 'playbooks') ||
    /(^|-)(runbook|playbook)s?(-|$)/.test(words)
  ) {
    findings.add('runbooks', path);
  }
  if (
    /disaster-?recovery|business-?continuity|(^|-)(bcdr|fail-?over|dr-plan|dr-drill|recovery-plan)(-|$)|region(al)?-loss/.test(
      words,
    ) ||
    inFolder('disaster-recovery', 'bcdr')
  ) {
    findings.add('recoveryPlans', path);
  }
  if (
    /threat-?model/.test(words) ||
    inFolder('threat-model', 'threat-models')
  ) {
    findings.add('threatModels', path);
  }
  if (
    inFolder(
      'postmortem',
      'postmortems',
      'post-mortem',
      'post-mortems',
      'post-incident-reviews',
      'incident-reviews',
      'incidents',
    ) ||
    /post-?mortem|post-?incident|incident-(review|report)/.test(words)
  ) {
    findings.add('postIncidentReviews', path);
  }
}

function isCodeOwners(path: string): boolean {
  return /^(\.github\/|\.gitlab\/|docs\/)?CODEOWNERS$/.test(path);
}

function namesSomebody(text: string | undefined): boolean {
  return (text ?? '').split('\n').some(line => {
    const [rule] = line.split('#');
    return rule
      .trim()
      .split(/\s+/)
      .slice(1)
      .some(owner => owner.includes('@'));
  });
}

function isChangeTemplate(path: string): boolean {
  const lower = path.toLocaleLowerCase('en-US');
  return (
    /(^|\/)pull_request_template(\.md|\/)/.test(lower) ||
    lower.startsWith('.gitlab/merge_request_templates/')
  );
}

function isThreatDragon(name: string, folders: string[]): boolean {
  return (
    name.endsWith('.json') &&
    (folders.includes('threatdragonmodels') || /threat-?model/.test(name))
  );
}
