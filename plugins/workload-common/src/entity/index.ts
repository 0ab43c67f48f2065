export * from './checkEntity';
export {
  fieldProblemText,
  isRef,
  isRefWithKind,
  type FieldProblem,
} from './fieldCheck';
