import type { FileCheck } from './FileCheck';

/** Code must be what is shipped, byte by byte: a plan changes data, never code. */
export const checkStaticCode: FileCheck = ({ path, content }, { code }) => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isShipped = [...code].some(
    ([shipped, text]) =>
      text === content && (shipped === name || shipped.endsWith(`/${name}`)),
  );
  if (isShipped) return [];
  return [{ message: 'Not the code that Plumbline ships' }];
};
