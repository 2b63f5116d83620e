package dev.steergraph.ingest.correlate;

import java.util.Arrays;

/**
 * A few sparse features with all features of a band that follow them: for each, its rows are visited in order, and what fires
 * there behind it is added into one array of whole numbers. Those that follow fire no less often, hence most additions go to
 * the few densest features, which lie together. The pairs that {@link Screen} cannot rule out are handed on.
 *
 * @param from first feature
 * @param to past the last
 */
record ScreenTask(PairData data, Screen screen, ScreenBucket bucket, int from, int to) implements PairTask {

    private static final int GROUP = 128;

    @Override
    public void run(Scratch scratch, PairSink sink) {
        ScreenRows band = bucket.rows();
        int[] sums = scratch.screened(Screen.BAND);
        int[] candidates = scratch.candidates(data.sparse());
        for (int i = from; i < to; i++) {
            int first = Math.max(0, i + 1 - band.from());
            scratch.touched(bucket.add(i, sums));
            int found = collect(i, band, first, sums, candidates, 0);
            Arrays.fill(sums, first, band.size(), 0);
            if (found > 0) {
                sink.candidates(i, candidates, found);
            }
        }
    }

    private int collect(int i, ScreenRows band, int first, int[] sums, int[] candidates, int found) {
        double cut = screen.threshold() - screen.error(i);
        int least = (int) Math.floor((cut + screen.leastExpected(i)) / screen.unit());
        if (screen.mayBeNegative(i, cut) || least <= 1) {
            return inspect(i, band, first, band.size(), cut, sums, candidates, found);
        }
        int count = found; // sums are not negative here
        int j = first;
        for (; j + GROUP <= band.size(); j += GROUP) {
            if (largest(sums, j) >= least) {
                count = inspect(i, band, j, j + GROUP, cut, sums, candidates, count);
            }
        }
        return inspect(i, band, j, band.size(), cut, sums, candidates, count);
    }

    /** A loop for which the compiler uses vectors. */
    private static int largest(int[] sums, int first) {
        int largest = 0;
        for (int j = first; j < first + GROUP; j++) {
            largest = Math.max(largest, sums[j]);
        }
        return largest;
    }

    private int inspect(
            int i, ScreenRows band, int first, int end, double cut, int[] sums, int[] candidates, int found) {
        double h = screen.h(i);
        double unit = screen.unit();
        int count = found;
        for (int j = first; j < end; j++) {
            double r = sums[j] * unit - h * screen.h(band.from() + j);
            if (r > cut || r < -cut) {
                candidates[count++] = band.from() + j;
            }
        }
        return count;
    }

    @Override
    public long work() {
        return firings(data, from, to);
    }

    /** The work of all tasks that cover every pair of sparse features. */
    static long work(PairData data) {
        long work = 0;
        for (int from = 0; from < data.sparse(); from += Screen.BAND) {
            work += firings(data, 0, Math.min(data.sparse(), from + Screen.BAND));
        }
        return work;
    }

    private static long firings(PairData data, int from, int to) {
        long firings = 0;
        for (int i = from; i < to; i++) {
            firings += data.firings()[i].length;
        }
        return firings;
    }
}
