import { quoted } from './freeText';

/** Pattern of a container image: `<registry>/<repository>`, a tag, a digest. */
export const IMAGE_PATTERN =
  /^[a-z0-9]+([.-]+[a-z0-9]+)*(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+(:\w[\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/** Most characters of a container image. */
export const MAX_IMAGE = 300;

const EXPECTED =
  'expected <registry>/<repository>:<tag>, such as example.azurecr.io/shop:1.4.2';

/** What is wrong with a container image; `undefined` when nothing is. */
export function imageProblem(image: string | undefined): string | undefined {
  if (!image) {
    return `Say which image it runs: ${EXPECTED}. The workload does not say it by the annotation plumbline.io/container-image.`;
  }
  if (image.length > MAX_IMAGE || !IMAGE_PATTERN.test(image)) {
    return `The image ${quoted(image)} cannot be read: ${EXPECTED}.`;
  }
  if (!image.includes('@') && !/:\w[\w.-]*$/.test(image.split('/').pop()!)) {
    return `The image ${quoted(
      image,
    )} does not say which version: add a tag or a digest.`;
  }
  return undefined;
}

/** What to know about an image, although it is allowed. */
export function imageNotes(image: string): string[] {
  return /:latest$/.test(image)
    ? [
        `The image's tag is 'latest', which is another image tomorrow: a tag for each version, or a digest, can be rolled back to.`,
      ]
    : [];
}
