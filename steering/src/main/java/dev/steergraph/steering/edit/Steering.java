package dev.steergraph.steering.edit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.model.hook.Pass;
import dev.steergraph.ingest.model.hook.PassEdits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Interventions on a loaded model, for one text or batch of texts at a time. Everything stays on the model's device.
 *
 * <p>At a hook point all changes read the activations as they come; what they add is added up; then what is projected out is
 * taken off. What changes nothing, such as adding with a strength of 0, is left out, so that the model computes what it would
 * without.
 *
 * <p>That it was applied is checked: of every pass, that each hook point was written once; of a text, by {@link #verify}, that
 * each token was written at that should have been.
 */
public final class Steering implements PassEdits, AutoCloseable {

    private final NDManager manager;
    private final Kernels kernels;
    private final Unsteered unsteered;
    private final Map<HookPoint, List<HookEdits>> edits = new TreeMap<>(HookPoint.IN_DEPTH);
    private final Set<HookPoint> hooks = new HashSet<>();
    private final Tally tally = new Tally();
    private final Map<HookPoint, double[]> lengths = new HashMap<>();
    private @Nullable SteeredPass last;

    /** @param interventions in any order */
    public Steering(Transformer model, List<Edit> interventions, Unsteered unsteered) throws IOException {
        this.unsteered = unsteered;
        manager = model.manager().newSubManager();
        try {
            kernels = Kernels.beside(Steering.class, manager);
            Map<HookPoint, Map<Positions, List<Edit>>> grouped = new TreeMap<>(HookPoint.IN_DEPTH);
            for (Edit edit : interventions) {
                if (!edit.change().isNothing()) {
                    for (Positions positions : groups(edit)) {
                        grouped.computeIfAbsent(edit.writes(), hook -> new EnumMap<>(Positions.class))
                                .computeIfAbsent(positions, at -> new ArrayList<>())
                                .add(edit);
                    }
                    hooks.add(edit.reads());
                    hooks.add(edit.writes());
                }
            }
            for (Map.Entry<HookPoint, Map<Positions, List<Edit>>> at : grouped.entrySet()) {
                List<HookEdits> here = new ArrayList<>();
                edits.put(at.getKey(), here);
                for (Map.Entry<Positions, List<Edit>> of : at.getValue().entrySet()) {
                    here.add(HookEdits.of(at.getKey(), of.getKey(), of.getValue(), manager));
                }
            }
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** A token has one span of all that is projected out there, whatever positions each of it is for. */
    private static List<Positions> groups(Edit edit) {
        Positions own = edit.what().positions();
        return own == Positions.ALL && edit.change() instanceof Change.ProjectOut
                ? List.of(Positions.PROMPT, Positions.GENERATED)
                : List.of(own);
    }

    /** The hook points whose activations are changed, in depth. */
    public List<HookPoint> hooks() {
        return List.copyOf(edits.keySet());
    }

    /** @throws IllegalStateException if the pass before went by without being steered */
    @Override
    public HookWriter of(Pass pass) {
        requireWritten();
        if (edits.isEmpty()) {
            return HookWriter.NONE;
        }
        if (pass.first() == 0 && pass.length() <= pass.prompt()) {
            tally.clear(); // Another text begins.
            lengths.clear();
        }
        last = new SteeredPass(pass);
        return last;
    }

    private void requireWritten() {
        SteeredPass before = last;
        if (before != null) {
            for (HookPoint hook : hooks) {
                int calls = before.calls.getOrDefault(hook, 0);
                if (calls != 1) {
                    throw new IllegalStateException("steering at " + hook + " was applied " + calls
                            + " times in the pass over " + before.pass + ", once was expected");
                }
            }
        }
    }

    /**
     * Checks that a text was steered wherever it should be.
     *
     * @param prompts ids of each sequence
     * @param made ids that were added to each and read again; the last one of a text is not
     * @return what was written at each hook point, in depth
     * @throws IllegalStateException if a token was not written at, or one that should not be
     */
    public List<Applied> verify(List<int[]> prompts, List<int[]> made) {
        requireWritten();
        int longest = prompts.stream().mapToInt(ids -> ids.length).max().orElse(0);
        List<Applied> all = new ArrayList<>();
        for (Map.Entry<HookPoint, List<HookEdits>> at : edits.entrySet()) {
            int[] counts = new int[2];
            for (int sequence = 0; sequence < prompts.size(); sequence++) {
                int[] prompt = prompts.get(sequence);
                int[] added = made.get(sequence);
                for (int i = 0; i < prompt.length + added.length; i++) {
                    boolean generated = i >= prompt.length;
                    int id = generated ? added[i - prompt.length] : prompt[i];
                    boolean steered = !unsteered.contains(id, i == 0);
                    boolean any = false;
                    for (HookEdits edit : at.getValue()) {
                        boolean wanted = steered && isAt(edit.positions(), generated);
                        int column = longest - prompt.length + i;
                        if (tally.has(edit.hook(), edit.positions(), sequence, column) != wanted) {
                            throw new IllegalStateException("steering at " + edit.hook() + " was "
                                    + (wanted ? "not applied to" : "applied to") + " token " + i + " of text "
                                    + sequence
                                    + ", which " + (generated ? "was generated" : "is of the prompt"));
                        }
                        any |= wanted;
                    }
                    counts[generated ? 1 : 0] += any ? 1 : 0;
                }
            }
            double[] length = lengths.get(at.getKey());
            all.add(new Applied(at.getKey(), counts[0], counts[1], length == null ? null : length[0] / length[1]));
        }
        return all;
    }

    private static boolean isAt(Positions positions, boolean generated) {
        return positions == Positions.ALL || (positions == Positions.GENERATED) == generated;
    }

    @Override
    public void close() {
        edits.values().forEach(here -> here.forEach(HookEdits::close));
        kernels.close();
        manager.close();
    }

    /** What is done to one pass. */
    private final class SteeredPass implements HookWriter {

        private final Pass pass;
        private final Map<Positions, long[]> rows = new EnumMap<>(Positions.class);
        private final Map<HookPoint, Integer> calls = new HashMap<>();
        private final Map<HookEdits.Shift, NDArray> waiting = new HashMap<>();

        SteeredPass(Pass pass) {
            this.pass = pass;
            for (Positions positions : Positions.values()) {
                rows.put(positions, rows(positions));
            }
        }

        private long[] rows(Positions positions) {
            long[] found = new long[pass.ids().length];
            int n = 0;
            for (int row = 0; row < found.length; row++) {
                if (pass.isReal(row) && !unsteered.contains(pass, row) && isAt(positions, pass.isGenerated(row))) {
                    found[n++] = row;
                }
            }
            return Arrays.copyOf(found, n);
        }

        private long[] at(Positions positions) {
            return Objects.requireNonNull(rows.get(positions));
        }

        @Override
        public Set<HookPoint> hooks() {
            return hooks;
        }

        @Override
        public NDArray write(HookPoint hook, NDArray x) {
            calls.merge(hook, 1, Integer::sum);
            edits.values().forEach(here -> here.forEach(edit -> read(edit, hook, x)));
            List<HookEdits> here = edits.getOrDefault(hook, List.of());
            if (here.isEmpty()) {
                return x;
            }
            boolean measured = pass.first() == 0 && at(Positions.PROMPT).length > 0;
            try (NDManager scope = x.getManager().newSubManager()) {
                NDArray before = measured ? rowsOf(scope, x, Positions.PROMPT) : null;
                here.forEach(edit -> add(edit, x, scope));
                here.forEach(edit -> projectOut(edit, x, scope));
                if (before != null && here.stream().anyMatch(edit -> edit.positions() != Positions.GENERATED)) {
                    float[] found = kernels.call(scope, "lengths", before, rowsOf(scope, x, Positions.PROMPT))
                            .toFloatArray();
                    lengths.put(hook, new double[] {found[0], found[1]});
                }
            }
            for (HookEdits edit : here) {
                tally.add(hook, edit.positions(), pass, at(edit.positions()));
            }
            return x;
        }

        /** What depends on these activations, before anything is written. */
        private void read(HookEdits edit, HookPoint hook, NDArray x) {
            if (at(edit.positions()).length == 0) {
                return;
            }
            for (HookEdits.Shift shift : edit.shifts()) {
                if (shift.reads().equals(hook)) {
                    NDManager owner = x.getManager();
                    try (NDManager scope = owner.newSubManager()) {
                        waiting.put(shift, shift.codes().of(owner, rowsOf(scope, x, edit.positions())));
                    }
                }
            }
        }

        private NDArray rowsOf(NDManager scope, NDArray x, Positions positions) {
            return kernels.call(scope, "rows", x, HostArrays.copy(scope, at(positions)));
        }

        private void add(HookEdits edit, NDArray x, NDManager scope) {
            long[] at = at(edit.positions());
            if (at.length == 0) {
                return;
            }
            NDArray rows = HostArrays.copy(scope, at);
            if (edit.sum() != null) {
                kernels.call(scope, "add", x, rows, edit.sum());
            }
            for (HookEdits.Shift shift : edit.shifts()) {
                NDArray moved = waiting.remove(shift);
                if (moved == null) {
                    throw new IllegalStateException("the pass came to " + edit.hook() + " before " + shift.reads()
                            + ", which decides what is written there");
                }
                kernels.call(scope, "add", x, rows, moved);
                moved.close();
            }
        }

        private void projectOut(HookEdits edit, NDArray x, NDManager scope) {
            long[] at = at(edit.positions());
            if (edit.span() != null && at.length > 0) {
                kernels.call(scope, "project_out", x, HostArrays.copy(scope, at), edit.span());
            }
        }
    }
}
