import { setTimeout as sleep } from 'node:timers/promises';
import { resolve } from 'node:path';
import { DryRun } from '@plumbline/plugin-maturity-common';
import { startMaturity } from '../../__testUtils__/startMaturity';

const FIXTURES = resolve(__dirname, '../../__fixtures__');

describe('the routes of models', () => {
  it('tell which models are in force, and all of one', async () => {
    const { get } = await startMaturity();
    expect((await get('/models')).body).toEqual({
      items: [
        {
          file: `${FIXTURES}/model.yaml`,
          modelId: 'small',
          title: 'Small',
          version: '1.0.0',
          inForceSince: expect.any(String),
          problems: [],
        },
      ],
    });
    const { body } = await get('/models/small');
    expect(body).toMatchObject({
      id: 'small',
      source: { title: 'Tests', licence: 'Apache-2.0' },
      pillars: [{ id: 'running' }, { id: 'guarding' }],
    });
    expect(body.pillars[1].levels[1].strategies[0].criteria[0]).toEqual({
      id: 'g-2-1.board',
      title: 'Work is on a board',
      howTo: 'Use a board.',
      rule: 'size(catalog.workBoards) > 0',
      onlyProves: false,
      attestation: {
        question: 'Is the work on a board?',
        evidence: 'A link.',
        validForDays: 90,
      },
    });
    const missing = await get('/models/large');
    expect(missing.status).toBe(404);
    expect(missing.body.error.message).toBe("No model 'large' is in force");
    expect((await get('/models/large/files')).status).toBe(404);
  });

  it('try out what they hand out, changed, and audit it', async () => {
    const { get, post, auditor, audited } = await startMaturity();
    const { body: files } = await get('/models/small/files');
    expect(Object.keys(files.pillars)).toEqual(['guarding.yaml']);

    const { status, body: started } = await post('/dry-runs', {
      ...files,
      text: files.text.replace('ownerKind == "group"', 'ownerKind != "group"'),
    });
    expect(status).toBe(200);
    expect(started).toMatchObject({
      state: 'running',
      createdBy: 'user:default/ada',
      progress: { done: 0, total: 2 },
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'dry-run',
        meta: { file: files.file },
      }),
    );
    expect(audited.success).toHaveBeenCalledWith({
      meta: {
        id: started.id,
        modelId: 'small',
        version: '1.0.0',
        problems: 0,
      },
    });

    let run: DryRun = started;
    while (run.state === 'running') {
      await sleep(20);
      run = (await get(`/dry-runs/${started.id}`)).body;
    }
    expect(run).toMatchObject({ state: 'done', rises: 1, falls: 1 });
    expect((await get('/dry-runs/other')).status).toBe(404);
  });

  it('refuse what is no model, and those who may not', async () => {
    const { post } = await startMaturity();
    const broken = await post('/dry-runs', { file: 'm.yaml', text: 'a: b' });
    expect(broken.body.state).toBe('failed');
    expect(broken.body.problems[0]).toEqual({
      file: 'm.yaml',
      line: 1,
      column: 1,
      field: 'apiVersion',
      message: 'expected "plumbline.io/v1"',
    });
    expect((await post('/dry-runs', { file: 'm.yaml' })).status).toBe(400);
    const large = { file: 'm.yaml', text: 'x'.repeat(1_999_999) };
    const tooLarge = await post('/dry-runs', {
      ...large,
      pillars: { 'a.yaml': 'more' },
    });
    expect(tooLarge.status).toBe(400);
    expect(tooLarge.body.error.message).toMatch(/at most 2000000 bytes in all/);

    const other = await startMaturity({ denied: ['maturity.model'] });
    const denied = await other.post('/dry-runs', { file: 'a', text: 'b' });
    expect(denied.status).toBe(403);
    expect((await other.get('/dry-runs/any')).status).toBe(403);
    const blind = await startMaturity({ denied: ['maturity.read'] });
    for (const path of ['', '/small', '/small/files']) {
      expect((await blind.get(`/models${path}`)).status).toBe(403);
    }
  });
});
