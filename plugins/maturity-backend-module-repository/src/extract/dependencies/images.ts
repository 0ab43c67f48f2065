import { Findings } from '../Findings';
import { KubernetesObject } from '../kubernetes';
import { SourceFile, fileName } from '../SourceFile';
import { listOf, objectOf, textOf } from '../syntax/plain';

/** A container image that something is built on or runs. */
export interface ContainerImage {
  path: string;
  name: string;
  /** Empty when it has none. */
  tag: string;
  /** Whether it is named by its content. */
  digest: boolean;
}

/** Whether a file describes how an image is built. */
export function isDockerfile(path: string): boolean {
  const name = fileName(path).toLocaleLowerCase('en-US');
  return (
    /^(dockerfile|containerfile)(\.|$)/.test(name) ||
    name.endsWith('.dockerfile')
  );
}

/** The images that Dockerfiles build on; stages of the same file are left out. */
export function baseImages(files: SourceFile[]): ContainerImage[] {
  return files.flatMap(({ path, text }) => {
    if (text === undefined || !isDockerfile(path)) return [];
    const defaults = new Map<string, string>();
    const stages = new Set<string>();
    const images: ContainerImage[] = [];
    for (const line of text.split('\n')) {
      const words = line.trim().split(/\s+/);
      const instruction = words[0].toLocaleLowerCase('en-US');
      if (instruction === 'arg' && words[1]?.includes('=')) {
        const at = words[1].indexOf('=');
        defaults.set(
          words[1].slice(0, at),
          words[1].slice(at + 1).replace(/^["']|["']$/g, ''),
        );
      }
      if (instruction !== 'from') continue;
      const [reference, as, stage] = words
        .slice(1)
        .filter(word => !word.startsWith('--'));
      const written = (reference ?? '').replace(
        /\$\{?(\w{1,100})\}?/g,
        (whole, name) => defaults.get(name) ?? whole,
      );
      if (written !== '' && !stages.has(written) && written !== 'scratch') {
        images.push({ path, ...parseImage(written) });
      }
      if (as?.toLocaleLowerCase('en-US') === 'as' && stage) stages.add(stage);
    }
    return images;
  });
}

/** The images that Kubernetes objects run. */
export function runImages(objects: KubernetesObject[]): ContainerImage[] {
  return objects.flatMap(({ path, body }) =>
    podsOf(body)
      .flatMap(pod => [
        ...listOf(pod.containers),
        ...listOf(pod.initContainers),
      ])
      .map(container => textOf(objectOf(container).image))
      // What a template fills in is not said here.
      .filter(
        image => image !== '' && image !== 'x' && !/(^|[/:])x($|:)/.test(image),
      )
      .map(image => ({ path, ...parseImage(image) })),
  );
}

/** Specifications of pods in an object. */
export function podsOf(
  body: Record<string, unknown>,
): Record<string, unknown>[] {
  const spec = objectOf(body.spec);
  return [
    spec,
    objectOf(objectOf(spec.template).spec),
    objectOf(objectOf(objectOf(objectOf(spec.jobTemplate).spec).template).spec),
  ].filter(pod => Array.isArray(pod.containers));
}

/** Images that mean something else tomorrow. */
export function findUnpinnedImages(
  images: ContainerImage[],
  findings: Findings,
): void {
  for (const { path, name, tag, digest } of images) {
    if (digest || `${name}${tag}`.includes('$')) continue;
    if (tag === '' || tag === 'latest') {
      findings.add('unpinnedImages', path, tag ? `${name}:${tag}` : name);
    }
  }
}

function parseImage(reference: string): Omit<ContainerImage, 'path'> {
  const [tagged, digest] = reference.split('@');
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  return {
    name: colon < 0 ? tagged : tagged.slice(0, colon),
    tag: colon < 0 ? '' : tagged.slice(colon + 1),
    digest: digest !== undefined,
  };
}
