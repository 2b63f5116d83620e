package dev.steergraph.steering.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.half.SteeredRun;
import dev.steergraph.steering.measure.CodeChange;
import dev.steergraph.steering.measure.CodeSets;
import dev.steergraph.steering.measure.Predictions;
import dev.steergraph.steering.measure.SharedPass;
import dev.steergraph.steering.measure.SharedTexts;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Measures cells on held-out texts. */
final class CellMeter {

    private final Transformer model;
    private final Unsteered unsteered;
    private final FeatureSpace space;
    private final double[] sd;
    /** As {@code sd}, but none below the median of its set: rare features would count for all others together. */
    private final double[] units;

    private final SharedTexts texts;
    /** −log of the tokens that follow, unsteered. */
    private final Map<SharedPass, double[]> nll = new HashMap<>();

    private final CodeSets encoders;
    private final int block;
    private final int next;
    private final int last;
    private final double length;

    /**
     * @param texts on which is measured, with codes and predictions
     * @param block from which on they are steered
     * @param next place of the first set of a later layer
     * @param length mean length of the activations at the steered hook point
     */
    CellMeter(SteeredRun run, SharedTexts texts, CodeSets encoders, int block, int next, double length) {
        model = run.text().model();
        unsteered = run.unsteered();
        space = run.half().space();
        sd = run.half().features().sd();
        units = floored(space, sd);
        this.texts = texts;
        this.encoders = encoders;
        this.block = block;
        this.next = next;
        last = space.sets().size() - 1;
        this.length = length;
    }

    private static double[] floored(FeatureSpace space, double[] sd) {
        double[] units = sd.clone();
        for (int place = 0; place < space.sets().size(); place++) {
            int from = space.offsets()[place];
            int to = space.offsets()[place + 1];
            double[] active =
                    Arrays.stream(sd, from, to).filter(s -> s > 0).sorted().toArray();
            double median = active.length == 0 ? 1 : active[active.length / 2];
            for (int f = from; f < to; f++) {
                units[f] = Math.max(units[f], median);
            }
        }
        return units;
    }

    /** @param strength k */
    Cell of(Prepared feature, Arm arm, double strength) throws IOException {
        Map<HookPoint, float[]> unit = feature.units().getOrDefault(arm, Map.of());
        List<Edit> edits = unit.entrySet().stream()
                .map(added -> Edit.adding(added.getKey(), added.getValue(), strength))
                .toList();
        Sums sums = new Sums(feature);
        try (Steering steering = new Steering(model, edits, unsteered)) {
            for (SharedPass pass : texts.passes()) {
                try (SharedPass.Steered steered = pass.steered(steering, true)) {
                    sums.add(pass, steered);
                }
            }
        }
        return sums.cell(arm, strength, added(unit) * strength / length);
    }

    /** Of the arm that asks in words. */
    Cell ofPrompt(Prepared feature) throws IOException {
        Sums sums = new Sums(feature);
        for (SharedPass pass : texts.passes()) {
            try (SharedPass asked =
                            new SharedPass(model, pass.texts().behind(feature.prompt()), block, encoders, true);
                    SharedPass.Steered steered = pass.reading(asked)) {
                sums.add(pass, steered);
            }
        }
        return sums.cell(Arm.PROMPT, 0, 0);
    }

    /** Length of what is added at the first hook point. */
    private double added(Map<HookPoint, float[]> unit) {
        return unit.entrySet().stream()
                .min(Map.Entry.comparingByKey(HookPoint.IN_DEPTH))
                .map(first -> {
                    double squares = 0;
                    for (float value : first.getValue()) {
                        squares += (double) value * value;
                    }
                    return Math.sqrt(squares);
                })
                .orElse(0.0);
    }

    /** Sums over the rows of one cell. */
    private final class Sums {

        private final Prepared feature;
        private final long[] targets;
        private final long[] natural;
        private final Set<Integer> isTarget = new HashSet<>();
        private final Map<Integer, CodeChange> changes = new TreeMap<>();
        private final Map<Integer, double[]> spread = new HashMap<>();
        private double rise;
        private double naturalRise;
        private double kl;
        private long klRows;
        private double nllRise;
        private long nllRows;
        private long rows;
        private double[] units = new double[0];
        private int unitTexts;

        Sums(Prepared feature) {
            this.feature = feature;
            targets = IntStream.of(feature.targets()).asLongStream().toArray();
            natural = IntStream.of(feature.natural()).asLongStream().toArray();
            IntStream.of(feature.targets()).forEach(isTarget::add);
        }

        void add(SharedPass pass, SharedPass.Steered steered) {
            predictions(pass, steered);
            codes(pass, steered);
            stability(pass, steered);
        }

        private void predictions(SharedPass pass, SharedPass.Steered steered) {
            float[] before = pass.together(targets);
            double[] nllBefore =
                    nll.computeIfAbsent(pass, p -> p.predictions(targets).nll());
            Predictions after = steered.predictions(targets);
            float[] naturalBefore = natural.length == 0 ? new float[before.length] : pass.together(natural);
            float[] naturalAfter = natural.length == 0 ? naturalBefore : steered.together(natural);
            int[] next = pass.texts().next();
            for (int row = 0; row < next.length; row++) {
                rise += after.target()[row] - before[row];
                naturalRise += naturalAfter[row] - naturalBefore[row];
                if (!isTarget.contains(next[row])) {
                    kl += after.kl()[row];
                    klRows++;
                }
                if (next[row] >= 0) {
                    nllRise += after.nll()[row] - nllBefore[row];
                    nllRows++;
                }
            }
            rows += next.length;
        }

        private void codes(SharedPass pass, SharedPass.Steered steered) {
            for (Map.Entry<Integer, SaeEncoder.Codes> before : pass.codes().entrySet()) {
                int place = before.getKey();
                int offset = space.offsets()[place];
                double[] own = spread.computeIfAbsent(place, p -> new double[2]);
                SaeEncoder.Codes after = steered.codes().get(place);
                if (after == null) {
                    throw new IllegalStateException("a steered pass left out the SAE at place " + place);
                }
                changes.computeIfAbsent(place, p -> new CodeChange(space.width(p)))
                        .add(before.getValue(), after, pass.texts().text(), (row, index, change) -> {
                            int f = offset + index;
                            double moved = change / CellMeter.this.units[f];
                            if (f != feature.feature()) {
                                own[0] += moved * moved;
                                own[1] += feature.neighbours().contains(f) ? 0 : moved * moved;
                            }
                        });
            }
        }

        private void stability(SharedPass pass, SharedPass.Steered steered) {
            int[] text = pass.texts().text();
            int[] group = new int[text.length];
            int groups = 0;
            for (int row = 0; row < text.length; row++) {
                groups += row == 0 || text[row] != text[row - 1] ? 1 : 0;
                group[row] = groups - 1;
            }
            try (NDManager scope = model.manager().newSubManager();
                    NDArray shift = steered.shift(scope, group, groups)) {
                float[] sum = pass.units(shift);
                units = units.length == 0 ? new double[sum.length] : units;
                for (int i = 0; i < sum.length; i++) {
                    units[i] += sum[i];
                }
            }
            unitTexts += groups;
        }

        private double effect(int f) {
            CodeChange change = f < 0 ? null : changes.get(space.place(f));
            return change == null || !(sd[f] > 0) ? Double.NaN : change.mean(space.index(f)) / sd[f];
        }

        private double spread(int place, int which) {
            double[] found = spread.get(place);
            return found == null ? Double.NaN : found[which] / rows;
        }

        private double moved() {
            int offset = space.offsets()[last];
            long moved = IntStream.range(0, space.width(last))
                    .filter(i -> sd[offset + i] > 0 && Math.abs(effect(offset + i)) > 0.5)
                    .count();
            return (double) moved / space.width(last);
        }

        private double agreement() {
            double squares = 0;
            for (double value : units) {
                squares += value * value;
            }
            return unitTexts < 2 ? Double.NaN : (squares - unitTexts) / ((double) unitTexts * (unitTexts - 1));
        }

        Cell cell(Arm arm, double strength, double relative) {
            return new Cell(
                    feature.feature(),
                    arm,
                    strength,
                    rise / rows,
                    natural.length == 0 ? Double.NaN : naturalRise / rows,
                    effect(feature.reader()),
                    effect(feature.readerByGraph()),
                    effect(feature.feature()),
                    kl / klRows,
                    nllRise / nllRows,
                    spread(next, 0),
                    spread(last, 0),
                    spread(next, 1),
                    spread(last, 1),
                    moved(),
                    agreement(),
                    relative);
        }
    }
}
