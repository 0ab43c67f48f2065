import http from 'k6/http';
import { check } from 'k6';

// What a stamp promises: 1,000 users at once, 95% of the answers within 300 ms.
export const options = {
  stages: [
    { duration: '5m', target: 1000 },
    { duration: '20m', target: 1000 },
  ],
  thresholds: {
    http_req_duration: ['p(95)<300'],
    http_req_failed: ['rate<0.001'],
  },
};

export default function scoreADeal() {
  const answer = http.post(
    `${__ENV.TARGET}/score`,
    JSON.stringify({ amount: 1200 }),
    { headers: { 'content-type': 'application/json' } },
  );
  check(answer, { 'has a score': ({ status }) => status === 200 });
}
