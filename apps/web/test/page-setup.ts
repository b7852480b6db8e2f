import '../src/styles/tokens.css';
import '../src/styles/reset.css';
import '../src/styles/base.css';
import { afterEach } from 'vitest';

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});
