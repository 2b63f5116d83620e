package dev.steergraph.steering.edit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.sae.CodeShift;
import dev.steergraph.ingest.sae.Sae;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is written at one hook point at one kind of positions.
 *
 * @param sum F32[1, d] what is added to every token, or null
 * @param shifts what depends on the activations
 * @param span F32[m, d] orthonormal, what is projected out, or null
 */
record HookEdits(
        HookPoint hook,
        Positions positions,
        @Nullable NDArray sum,
        List<Shift> shifts,
        @Nullable NDArray span) {

    /** @param reads the hook point that decides what it adds */
    record Shift(HookPoint reads, CodeShift codes) {}

    /** @param edits all of one hook point and one kind of positions */
    static HookEdits of(HookPoint hook, Positions positions, List<Edit> edits, NDManager manager) throws IOException {
        List<Edit> constant = edits.stream().filter(Edit::isConstant).toList();
        List<Edit> projected = edits.stream()
                .filter(edit -> edit.change() instanceof Change.ProjectOut)
                .toList();
        List<Shift> shifts = new ArrayList<>();
        for (List<Edit> same : bySae(edits)) {
            List<CodeShift.Move> moves = same.stream().map(Edit::move).toList();
            Sae sae = same.get(0).of();
            shifts.add(new Shift(
                    same.get(0).reads(),
                    same.get(0).change().encodes()
                            ? CodeShift.encoding(sae, moves, manager)
                            : CodeShift.constant(sae, moves, manager)));
        }
        return new HookEdits(
                hook,
                positions,
                constant.isEmpty() ? null : sum(constant, manager),
                shifts,
                projected.isEmpty() ? null : span(projected, manager));
    }

    /** Of each SAE those that must be encoded, and those that need not. */
    private static Collection<List<Edit>> bySae(List<Edit> edits) {
        Map<Sae, List<Edit>> encoded = new IdentityHashMap<>();
        Map<Sae, List<Edit>> others = new IdentityHashMap<>();
        List<List<Edit>> groups = new ArrayList<>();
        for (Edit edit : edits) {
            boolean encodes = edit.change().encodes();
            if (encodes || edit.change() instanceof Change.Add && !edit.isConstant()) {
                (encodes ? encoded : others)
                        .computeIfAbsent(edit.of(), sae -> {
                            groups.add(new ArrayList<>());
                            return groups.get(groups.size() - 1);
                        })
                        .add(edit);
            }
        }
        return groups;
    }

    private static NDArray sum(List<Edit> edits, NDManager manager) {
        double[] sum = new double[edits.get(0).unit().length];
        for (Edit edit : edits) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += edit.change().k() * edit.unit()[i];
            }
        }
        float[] narrow = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            narrow[i] = (float) sum[i];
        }
        return HostArrays.copy(manager, narrow, new Shape(1, sum.length));
    }

    /** An orthonormal basis of all directions, by Gram and Schmidt, twice for the sake of rounding. */
    private static NDArray span(List<Edit> edits, NDManager manager) {
        int d = edits.get(0).unit().length;
        List<double[]> basis = new ArrayList<>();
        for (Edit edit : edits) {
            double[] left = new double[d];
            for (int i = 0; i < d; i++) {
                left[i] = edit.unit()[i];
            }
            double length = norm(left);
            for (int pass = 0; pass < 2; pass++) {
                for (double[] known : basis) {
                    double along = 0;
                    for (int i = 0; i < d; i++) {
                        along += left[i] * known[i];
                    }
                    for (int i = 0; i < d; i++) {
                        left[i] -= along * known[i];
                    }
                }
            }
            double rest = norm(left);
            // A direction that lies in the span of the others, or of no length, takes nothing more off.
            if (rest > 1e-6 * length) {
                for (int i = 0; i < d; i++) {
                    left[i] /= rest;
                }
                basis.add(left);
            }
        }
        float[] rows = new float[basis.size() * d];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) basis.get(i / d)[i % d];
        }
        return HostArrays.copy(manager, rows, new Shape(basis.size(), d));
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    void close() {
        shifts.forEach(shift -> shift.codes().close());
    }
}
