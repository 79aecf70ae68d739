// What is sent together, and when to try again. No network here.

export const MOST = 50;
const ROOM = 900000;

// The operation as the contract has it.
export const wire = ({ id, seq, kind, made_at, staff, shift, based_on, data }) =>
  ({ id, seq, kind, made_at, staff: staff === null ? null : Number(staff), shift, based_on, data });

// In the order in which they were made; practice apart; at most 50 and 900 kB together.
export const batches = (operations) => {
  const found = [];
  const open = { true: null, false: null };
  for (const one of [...operations].sort((a, b) => a.seq - b.seq)) {
    const practice = Boolean(one.practice);
    const size = JSON.stringify(wire(one)).length * 1.1;
    let batch = open[practice];
    if (!batch || batch.operations.length >= MOST || batch.size + size > ROOM) {
      batch = { practice, operations: [], size: 0 };
      open[practice] = batch;
      found.push(batch);
    }
    batch.operations.push(one);
    batch.size += size;
  }
  return found;
};

// 5 s, 10 s, 20 s ... 5 min, never all tablets at the same moment; the server's own word goes first.
export const nextWait = (failures, seconds, chance) => {
  const own = Math.min(300000, 5000 * 2 ** Math.max(0, failures - 1));
  const asked = seconds * 1000;
  return Math.round(Math.max(own, asked) * (0.75 + chance / 2) + (asked > own ? asked / 4 : 0));
};
