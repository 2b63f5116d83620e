package dev.steergraph.ingest.correlate;

import java.util.Arrays;

/**
 * A few sparse features with all sparse features that follow them: for each, its rows are visited in order, and what fires
 * there behind it is added into one array of whole numbers. Those that follow fire no less often, hence most additions go to
 * the few densest features, which lie together. The pairs that {@link Screen} cannot rule out are handed on.
 *
 * @param from first feature
 * @param to past the last
 */
record ScreenTask(PairData data, Screen screen, double threshold, int from, int to) implements PairTask {

    @Override
    public void run(Scratch scratch, PairSink sink) {
        int[] sums = scratch.screened(Screen.BAND);
        for (int i = from; i < to; i++) {
            long[] firings = data.firings()[i];
            int found = 0;
            for (ScreenBand band : screen.bands()) {
                if (i >= band.to()) {
                    continue;
                }
                int first = 0;
                if (i >= band.from()) {
                    scratch.touched(band.addOwn(i, firings, sums));
                    first = i + 1 - band.from();
                } else {
                    scratch.touched(band.addOther(firings, data.scale()[i] / Math.sqrt(screen.unit()), sums));
                }
                int[] candidates = scratch.candidates(data.sparse());
                found = collect(i, band, first, sums, candidates, found);
                Arrays.fill(sums, first, band.size(), 0);
            }
            if (found > 0) {
                sink.candidates(i, scratch.candidates(0), found);
            }
        }
    }

    private int collect(int i, ScreenBand band, int first, int[] sums, int[] candidates, int found) {
        double cut = threshold - screen.error(i);
        int least = (int) Math.floor((cut + screen.leastExpected(i)) / screen.unit());
        if (screen.mayBeNegative(i, cut) || least <= 1) {
            return inspect(i, band, first, band.size(), cut, sums, candidates, found);
        }
        // Sums are not negative here, and all below 2^k when no bit from k on is set in any.
        int mask = -Integer.highestOneBit(least);
        int count = found;
        int j = first;
        for (; j + 8 <= band.size(); j += 8) {
            int any = sums[j]
                    | sums[j + 1]
                    | sums[j + 2]
                    | sums[j + 3]
                    | sums[j + 4]
                    | sums[j + 5]
                    | sums[j + 6]
                    | sums[j + 7];
            if ((any & mask) != 0) {
                count = inspect(i, band, j, j + 8, cut, sums, candidates, count);
            }
        }
        return inspect(i, band, j, band.size(), cut, sums, candidates, count);
    }

    private int inspect(
            int i, ScreenBand band, int first, int end, double cut, int[] sums, int[] candidates, int found) {
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
        long work = 1;
        for (int i = from; i < to; i++) {
            work += data.firings()[i].length;
        }
        return work;
    }
}
