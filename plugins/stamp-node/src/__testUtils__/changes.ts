import {
  EstateChange,
  EstateFile,
  EstatePlan,
  LOCK_FILE,
  StampPlan,
  TEMPLATE_VERSION,
  fileHash,
} from '@plumbline/plugin-stamp-common';

const PREFIXES = {
  add: 'stamp-add',
  change: 'stamp-change',
  drain: 'stamp-drain',
  remove: 'stamp-remove',
};

/**
 * A change of the estate with files of a stamp whose content a test chooses:
 * what publishing makes of it does not depend on what is rendered.
 */
export function exampleChange(
  stamp: StampPlan,
  options: {
    kind?: keyof typeof PREFIXES;
    /** By path below the stamp's folder. */
    contents?: Record<string, string>;
    /** Beside the stamp's folder, in its lock too; by path. */
    outside?: Record<string, string>;
    /** As {@link outside}, but in no lock. */
    shared?: Record<string, string>;
    deletions?: string[];
  } = {},
): EstateChange {
  const { kind = 'add', contents = {}, outside, shared, deletions } = options;
  const all = filesOf({
    ...below(stamp.folder, {
      'catalog-info.yaml': `# ${stamp.name}\n`,
      'README.md': `# ${stamp.name}\n`,
      'terraform/foundation/main.tf': '# static\n',
      'terraform/foundation/stamp.auto.tfvars.json': `${JSON.stringify(
        stamp.size,
      )}\n`,
      ...contents,
    }),
    ...(outside ?? {
      [`.github/workflows/${stamp.name}.yml`]: `name: ${stamp.name}\n`,
    }),
  });
  const locked = all.filter(({ path }) => !deletions?.includes(path));
  const lock = {
    apiVersion: 'plumbline.io/v1',
    kind: 'StampLock',
    templateVersion: TEMPLATE_VERSION,
    plan: stamp,
    files: Object.fromEntries(
      locked.map(({ path, content }) => [path, fileHash(content)]),
    ),
  };
  const files = [
    ...locked,
    ...filesOf({
      [`${stamp.folder}/${LOCK_FILE}`]: `${JSON.stringify(lock, null, 2)}\n`,
      '.github/workflows/plumbline-stamp-terraform-v2.yml':
        'on: workflow_call\n',
      ...shared,
    }),
  ];
  const isRemoved = kind === 'remove';
  return {
    plan: { kind, stamp } as EstatePlan,
    branch: `${PREFIXES[kind]}-${stamp.name}`,
    title: `${kind} ${stamp.name}`,
    body: `What ${stamp.name} is.`,
    files: isRemoved ? [recordOf(stamp)] : byPath(files),
    deletions:
      deletions ??
      (isRemoved
        ? [
            ...locked.map(({ path }) => path),
            `${stamp.folder}/${LOCK_FILE}`,
          ].sort()
        : []),
  };
}

function recordOf({ name, environment, region, instance, folder }: StampPlan) {
  const [root, workload, , slot] = folder.split('/');
  return {
    path: `${root}/${workload}/retired/${environment}-${slot}.json`,
    content: `${JSON.stringify({
      apiVersion: 'plumbline.io/v1',
      kind: 'RetiredStamp',
      name,
      environment,
      region,
      instance,
    })}\n`,
  };
}

function below(folder: string, files: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      `${folder}/${path}`,
      content,
    ]),
  );
}

function filesOf(contents: Record<string, string>): EstateFile[] {
  return Object.entries(contents).map(([path, content]) => ({ path, content }));
}

function byPath(files: EstateFile[]): EstateFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
