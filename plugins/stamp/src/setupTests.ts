import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Extensions load their components when they are first shown, which takes a
// while where test files are compiled on the way.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
