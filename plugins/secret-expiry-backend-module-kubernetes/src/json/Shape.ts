/**
 * What of a JSON document is kept; all else is passed over byte by byte and
 * never becomes a value.
 *
 * - `text`: a string
 * - `number`
 * - `bytes`: a string as the bytes it is written with, escapes included, which
 *   are not turned into text
 * - `fields`: an object, of which these fields
 * - `each`: an array, of which all elements
 * - `stream`: an array, of which each element is handed over when it has been read
 */
export type Shape =
  | 'text'
  | 'number'
  | 'bytes'
  | { readonly fields: { readonly [name: string]: Shape } }
  | { readonly each: Shape }
  | { readonly stream: Shape };

/** What is kept of a document of a shape. What is absent, too long or of another type is left out. */
export type Picked<S> = S extends 'text'
  ? string
  : S extends 'number'
  ? number
  : S extends 'bytes'
  ? Buffer
  : S extends { readonly fields: infer F }
  ? { [K in keyof F]?: Picked<F[K]> }
  : S extends { readonly each: infer E }
  ? Picked<E>[]
  : S extends { readonly stream: infer E }
  ? Picked<E>[]
  : never;
