/** A price in one form, whoever quoted it. */
export interface Price {
  instrument: string;
  /** In the currency's smallest unit. */
  amount: number;
}

export function normalise(quote: { symbol: string; px: string }): Price {
  return {
    instrument: quote.symbol.toUpperCase(),
    amount: Math.round(Number(quote.px) * 100),
  };
}
