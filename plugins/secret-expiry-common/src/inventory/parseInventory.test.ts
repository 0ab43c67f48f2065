import fc from 'fast-check';
import { parseInventory } from './parseInventory';

const FILE = 'ie-bank.yaml';

const HEADER = `apiVersion: plumbline.io/v1
kind: CredentialInventory
metadata:
  name: ie-bank
credentials:
`;

const GOOD = `  - name: api-tls
    kind: certificate
    workload: system:default/ie-bank
    created: 2026-01-01
    expires: 2027-01-01T12:00:00+01:00
    rotation: manual
`;

function entry(lines: string) {
  return `${HEADER}${GOOD}${lines}`;
}

describe('parseInventory', () => {
  it('reads every field and normalises refs and times', () => {
    const result = parseInventory(
      `${HEADER}  - name: db-password
    kind: secret
    workload: ie-bank
    entity: ie-bank-prod-kv
    owner: ie-bank-sre
    created: 2026-06-10
    notBefore: 2026-06-11T00:00Z
    expires: 2027-06-10T00:00:00Z
    rotation: automatic
    rotatesBefore: P30D
    runbook: https://example.com/runbooks/db
    portalUrl: https://portal.azure.com/#@example/asset/ie-bank-prod-kv
    previous:
      - { created: 2024-06-01, expires: 2025-06-01, replaced: 2025-05-20 }
      - { created: 2025-05-20, expires: 2026-06-01, replaced: 2026-06-10 }
`,
      FILE,
    );
    expect(result).toEqual({
      name: 'ie-bank',
      workloadRefs: ['system:default/ie-bank'],
      problems: [],
      credentials: [
        {
          name: 'db-password',
          kind: 'secret',
          workloadRef: 'system:default/ie-bank',
          entityRef: 'resource:default/ie-bank-prod-kv',
          ownerRef: 'group:default/ie-bank-sre',
          created: '2026-06-10T00:00:00.000Z',
          notBefore: '2026-06-11T00:00:00.000Z',
          expires: '2027-06-10T00:00:00.000Z',
          rotation: 'automatic',
          rotatesBefore: 'P30D',
          runbookUrl: 'https://example.com/runbooks/db',
          portalUrl: 'https://portal.azure.com/#@example/asset/ie-bank-prod-kv',
          previous: [
            {
              created: '2025-05-20T00:00:00.000Z',
              expires: '2026-06-01T00:00:00.000Z',
              replaced: '2026-06-10T00:00:00.000Z',
            },
            {
              created: '2024-06-01T00:00:00.000Z',
              expires: '2025-06-01T00:00:00.000Z',
              replaced: '2025-05-20T00:00:00.000Z',
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['expires: next spring', 'expires', 16, 14, /^an absolute ISO 8601 date/],
    ['expires: +6d', 'expires', 16, 14, /^an absolute ISO 8601 date/],
    ['expires: 2027-02-30', 'expires', 16, 14, /^an absolute ISO 8601 date/],
    ['expires: 2027-02-03T10:00', 'expires', 16, 14, /a time with its zone/],
    ['expires: 2027', 'expires', 16, 14, /^an absolute ISO 8601 date/],
    ['expires: 2025-01-01', 'expires', 16, 14, /^a time after created/],
    ['rotatesBefore: P30D', 'rotatesBefore', 16, 20, /^nothing, unless/],
    [
      'rotatesBefore: 30 days',
      'rotatesBefore',
      16,
      20,
      /^an ISO 8601 duration/,
    ],
    ['entity: "not a ref"', 'entity', 16, 13, /^an entity ref/],
    ['runbook: http://example.com', 'runbook', 16, 14, /^an https address/],
    [
      'runbook: //example.com/kv',
      'runbook',
      16,
      14,
      /or a path of this portal/,
    ],
    ['runbook: /docs/kv?token=x', 'runbook', 16, 14, /without user, password/],
    ['thumbprint: 00ff', 'thumbprint', 16, 17, /^the SHA-1 thumbprint/],
    [
      `thumbprint: '${'0'.repeat(40)}'`,
      'thumbprint',
      16,
      17,
      /^nothing, unless kind is certificate or tls-endpoint/,
    ],
    ['portalUrl: /docs/kv', 'portalUrl', 16, 16, /^an https address without/],
    ['colour: red', 'colour', 16, 5, /^nothing here: no field has this name/],
  ])(
    'names the place and expectation of `%s`',
    (line, field, at, column, expected) => {
      const result = parseInventory(
        entry(`  - name: bad
    kind: secret
    workload: system:default/ie-bank
    created: 2026-01-01
    ${line}
    rotation: manual
`),
        FILE,
      );
      expect(result.problems).toEqual([
        {
          file: FILE,
          line: at,
          column,
          field: `credentials[1].${field}`,
          expected: expect.stringMatching(expected),
        },
      ]);
      expect(result.credentials.map(({ name }) => name)).toEqual(['api-tls']);
    },
  );

  it('takes a page of this portal as runbook', () => {
    const { credentials, problems } = parseInventory(
      entry(`  - name: db-login
    kind: secret
    workload: system:default/ie-bank
    created: 2026-01-01
    rotation: manual
    runbook: /docs/default/component/bank/rotate
`),
      FILE,
    );
    expect(problems).toEqual([]);
    expect(credentials[1].runbookUrl).toBe(
      '/docs/default/component/bank/rotate',
    );
  });

  it('takes thumbprints as tools print them, of earlier versions too', () => {
    const digits = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
    const { credentials, problems } = parseInventory(
      entry(`  - name: pay.example.com:443
    kind: tls-endpoint
    workload: system:default/ie-bank
    created: 2026-01-01
    rotation: manual
    thumbprint: ${digits.toUpperCase().match(/../g)!.join(':')}
    previous:
      - { created: 2025-01-01, replaced: 2026-01-01, thumbprint: '${digits}' }
`),
      FILE,
    );
    expect(problems).toEqual([]);
    expect(credentials[1].thumbprint).toBe(digits);
    expect(credentials[1].previous[0].thumbprint).toBe(digits);
  });

  it('points at the entry that lacks a field', () => {
    const { problems } = parseInventory(
      entry(`  - name: bad
    kind: secret
    workload: system:default/ie-bank
    created: 2026-01-01
`),
      FILE,
    );
    expect(problems).toEqual([
      {
        file: FILE,
        line: 12,
        column: 5,
        field: 'credentials[1].rotation',
        expected: 'one of manual, automatic; it is missing',
      },
    ]);
  });

  it('says whom a malformed entry or an empty inventory concerns', () => {
    const { workloadRefs, credentials } = parseInventory(
      `apiVersion: plumbline.io/v1
kind: CredentialInventory
metadata: { name: shared, workloads: [system:default/quiet] }
credentials:
  - { name: x, workload: system:default/loud }
`,
      FILE,
    );
    expect(workloadRefs).toEqual([
      'system:default/loud',
      'system:default/quiet',
    ]);
    expect(credentials).toEqual([]);
  });

  it('reports a repeated entry and keeps the first', () => {
    const result = parseInventory(entry(GOOD), FILE);
    expect(result.credentials).toHaveLength(1);
    expect(result.problems).toMatchObject([
      { line: 12, column: 11, field: 'credentials[1].name' },
    ]);
  });

  it('keeps the entries around one with a syntax error, and nothing of that one', () => {
    const result = parseInventory(
      entry(
        GOOD.replace('api-tls', 'bad').replace(
          'manual',
          'manual\n    kind: key',
        ),
      ) + GOOD.replace('api-tls', 'after'),
      FILE,
    );
    expect(result.credentials.map(({ name }) => name)).toEqual([
      'api-tls',
      'after',
    ]);
    expect(result.problems).toEqual([
      {
        file: FILE,
        line: 18,
        column: 5,
        field: '',
        expected: 'each key once in a map',
      },
    ]);
  });

  it('reads on after a document that is malformed or of another kind', () => {
    const result = parseInventory(
      `kind: Secret\ncredentials: [1]\n---\n${HEADER}${GOOD}---\nnonsense: [\n`,
      FILE,
    );
    expect(result.credentials).toHaveLength(1);
    expect(
      result.problems.map(({ line, field }) => `${line} ${field}`),
    ).toEqual(expect.arrayContaining(['1 kind', '1 apiVersion', '1 metadata']));
    expect(
      Math.max(...result.problems.map(({ line }) => line)),
    ).toBeGreaterThan(13);
  });

  it.each([
    [''],
    ['# only a comment\n'],
    ['just text'],
    ['[1, 2]'],
    ['a: *b'],
    ['\t- x'],
  ])('reports %j and goes on', text => {
    const { problems, credentials } = parseInventory(text, FILE);
    expect(credentials).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({ file: FILE, line: 1 });
  });

  it('does not expand a bomb of aliases', () => {
    const bomb = [`a0: &a0 [x, x, x, x, x, x, x, x, x]`];
    for (let i = 1; i < 9; i++) {
      bomb.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    }
    const { problems } = parseInventory(bomb.join('\n'), FILE);
    expect(problems[0].expected).toMatch(/aliases/);
  });

  describe('values', () => {
    const PLANTED = 'Hunter2-s3cr3t-Zz9';

    it.each([
      ['value'],
      ['password'],
      ['secret'],
      ['token'],
      ['secretValue'],
      ['client_secret'],
      ['connectionString'],
      ['api-key'],
    ])('refuses `%s` by name, without repeating what it holds', key => {
      const result = parseInventory(
        entry(`  - name: bad
    kind: secret
    workload: system:default/ie-bank
    created: 2026-01-01
    rotation: manual
    ${key}: ${PLANTED}
`),
        FILE,
      );
      expect(result.problems).toEqual([
        {
          file: FILE,
          line: 17,
          column: 5,
          field: `credentials[1].${key}`,
          expected: expect.stringContaining('Plumbline stores no values'),
        },
      ]);
      expect(result.credentials.map(({ name }) => name)).toEqual(['api-tls']);
      expect(JSON.stringify(result)).not.toContain(PLANTED);
    });

    it.each([
      [`https://example.com/?sig=${PLANTED}`],
      [`https://example.com/?access_token=${PLANTED}`],
      [`https://user:${PLANTED}@example.com/`],
      [`https://hooks.slack.com/services/${PLANTED}`],
    ])('refuses an address that carries one', url => {
      const result = parseInventory(
        entry(`  - name: bad
    kind: secret
    workload: system:default/ie-bank
    created: 2026-01-01
    rotation: manual
    portalUrl: ${url}
`),
        FILE,
      );
      expect(result.problems).toHaveLength(1);
      expect(JSON.stringify(result)).not.toContain(PLANTED);
    });

    it('repeats a planted value from nowhere in a file', () => {
      const warnings = jest.spyOn(process, 'emitWarning');
      const lines = entry(GOOD.replace('api-tls', 'other')).split('\n');
      const damage = fc.constantFrom(
        (line: string) => line.replace(/: .*/, `: ${PLANTED}#`),
        (line: string) => line.replace(/: .*/, `: "${PLANTED}`),
        (line: string) => line.replace(/: .*/, `: *${PLANTED}`),
        (line: string) => line.replace(/: .*/, `: !${PLANTED} x`),
        (line: string) => line.replace(/: .*/, `: [${PLANTED}, {`),
        (line: string) => line.replace(/(\w+):/, `${PLANTED}:`),
        (line: string) => `${line}\n${PLANTED}`,
        (line: string) => `${line}\n    ${PLANTED}: ${PLANTED}`,
      );
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat(lines.length - 1), damage), {
            minLength: 1,
            maxLength: 4,
          }),
          edits => {
            const text = [...lines];
            for (const [index, edit] of edits) text[index] = edit(text[index]);
            const { problems } = parseInventory(text.join('\n'), FILE);
            expect(JSON.stringify(problems)).not.toContain(PLANTED);
          },
        ),
        { numRuns: 500 },
      );
      expect(warnings).not.toHaveBeenCalled();
    });

    it('is total: any text gives an answer with positions', () => {
      fc.assert(
        fc.property(fc.string({ maxLength: 200 }), text => {
          for (const problem of parseInventory(text, FILE).problems) {
            expect(problem.line).toBeGreaterThan(0);
            expect(problem.column).toBeGreaterThan(0);
            expect(problem.expected).not.toBe('');
          }
        }),
      );
    });
  });
});
