/** Whether the caller may do something, so that pages offer nothing that is refused. */
export interface May {
  allowed: boolean;
  /** Why not. */
  reason?: string;
}
