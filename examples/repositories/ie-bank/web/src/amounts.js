/** An amount in cents as customers read it. */
export function formatAmount(cents, currency = 'EUR') {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(
    cents / 100,
  );
}
