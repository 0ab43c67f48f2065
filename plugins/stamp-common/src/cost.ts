import { quoted } from './freeText';

/** A sum each month, before tax. */
export interface MonthlyCost {
  /** 0 to 10,000,000, at most two decimals. */
  amount: number;
  /** ISO 4217, such as `EUR`. */
  currency: string;
}

/** Largest {@link MonthlyCost.amount}. */
export const MAX_MONTHLY_COST = 10_000_000;

/** Currencies of ISO 4217 that are money of a country or a union of them. */
export const CURRENCIES: readonly string[] = (
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD ' +
  'CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD ' +
  'GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT ' +
  'LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR ' +
  'NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP ' +
  'STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD ' +
  'XCG XOF XPF YER ZAR ZMW ZWG'
).split(' ');

/** What is wrong with a monthly cost; `undefined` when nothing is. */
export function costProblem({
  amount,
  currency,
}: MonthlyCost): string | undefined {
  if (
    typeof amount !== 'number' ||
    !(amount >= 0 && amount <= MAX_MONTHLY_COST) ||
    Number(amount.toFixed(2)) !== amount
  ) {
    return `The monthly cost must be a number from 0 to 10,000,000 with at most two decimals, not ${quoted(
      amount,
    )}.`;
  }
  if (!CURRENCIES.includes(currency)) {
    return `The currency must be a code of ISO 4217, such as EUR, not ${quoted(
      currency,
    )}.`;
  }
  return undefined;
}
