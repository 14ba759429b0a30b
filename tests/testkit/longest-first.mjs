import Sequencer from '@jest/test-sequencer';

/** What takes longest, longest first: a long file that begins last would run on alone while the other workers are idle. */
const LONG = [
  'tests/browser/accessibility',
  'tests/api/permissions',
  'tests/scenarios',
  'tests/platform',
  'tests/browser',
];

/** Begins with the long files; the others follow in the order that Jest gives them. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const placeOf = ({ path }) => {
      const place = LONG.findIndex((part) => path.replaceAll('\\', '/').includes(part));
      return place < 0 ? LONG.length : place;
    };
    return super.sort(tests).sort((one, other) => placeOf(one) - placeOf(other));
  }
}
