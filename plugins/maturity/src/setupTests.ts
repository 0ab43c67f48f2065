import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Whole pages are rendered, also on machines that are busy with other things.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);
