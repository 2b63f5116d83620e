package dev.steergraph.ingest.extract.check;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeFit;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Measures SAEs on the first rows of a run, compares what is found with what is known of them, and says whether they belong
 * to these activations.
 */
public final class FitCheck {

    /** Rows of the sample. */
    public static final int ROWS = 2_048;

    /** With fewer rows a mismatch is said, and no more. */
    static final int ENOUGH = 500;

    /** Rows that are in memory at a time, unless one SAE needs more. */
    private static final long MAX_BYTES = 512L << 20;

    private final Circumstances circumstances;
    private final boolean accepted;
    private final NDManager manager;
    private final Progress progress;
    private @Nullable String doubt;

    /**
     * @param accepted whether a mismatch is said, and no more
     * @param manager its device does the work
     */
    public FitCheck(Circumstances circumstances, boolean accepted, NDManager manager, Progress progress) {
        this.circumstances = circumstances;
        this.accepted = accepted;
        this.manager = manager;
        this.progress = progress;
    }

    /**
     * @param trained whether an SAE was trained on this run's rows: one that was not can be the wrong one, this one cannot
     * @return by id of the set; empty if the sample has no rows
     * @throws UserError if an SAE does not fit, with the likely cause
     */
    public Map<String, SaeCheck> of(List<CodeSet> sets, Predicate<CodeSet> trained, RowsAt sample) throws IOException {
        Map<String, SaeCheck> checks = new TreeMap<>();
        for (List<CodeSet> group : groups(sets)) {
            Set<HookPoint> hooks = new TreeSet<>();
            group.forEach(set -> hooks.addAll(Hooks.of(set)));
            Map<HookPoint, ActivationRows> rows = sample.of(hooks);
            for (CodeSet set : group) {
                ActivationRows read = rows.get(set.hook());
                if (read != null && read.rows() > 0) {
                    checks.put(set.id(), check(set, trained.test(set), read, target(set.sae(), read, rows), sample));
                }
            }
        }
        if (doubt != null) {
            throw new UserError(doubt + "; give it where it belongs, or accept the mismatch to go on all the same.")
                    .in("accept-mismatch");
        }
        return checks;
    }

    private static @Nullable ActivationRows target(Sae sae, ActivationRows read, Map<HookPoint, ActivationRows> rows) {
        if (sae.transcoding() == null) {
            return read;
        }
        return Hooks.predicted(sae)
                .map(rows::get)
                .filter(found -> found.width() == sae.dOut())
                .orElse(null);
    }

    private SaeCheck check(
            CodeSet set, boolean trained, ActivationRows read, @Nullable ActivationRows target, RowsAt sample)
            throws IOException {
        Claim claim = new Claim(set.knownL0());
        progress.begin("check " + set.id(), read.rows(), "rows");
        try (SaeFit.Meter meter = new SaeFit.Meter(set.sae(), manager)) {
            SaeFit fit = meter.of(read, target);
            progress.end(claim.line(fit));
            if (!claim.isMetBy(fit)) {
                doubt(new Doubt(set, claim, fit, circumstances), trained, meter, sample);
            }
            return claim.check(fit);
        }
    }

    private void doubt(Doubt found, boolean trained, SaeFit.Meter meter, RowsAt sample) throws IOException {
        if (trained) {
            progress.note(found.text() + "; it was trained on rows of this run, so it is used: train it longer, or on"
                    + " more rows.");
            return;
        }
        if (circumstances.means()) {
            progress.note(found.text() + "; rows are means over documents here, and SAEs are trained on tokens.");
            return;
        }
        Optional<String> better = new Search(found.set(), found.claim(), found.fit(), meter, sample).cause();
        String sentence = found.text() + "; most likely " + better.orElseGet(found::cause);
        if (accepted || found.fit().rows() < ENOUGH) {
            progress.note(sentence
                    + (accepted
                            ? "; the mismatch is accepted."
                            : "; it is used all the same, as so few rows tell little."));
        } else if (doubt == null) {
            doubt = sentence;
        }
    }

    /** SAEs whose rows are in memory together. */
    private static List<List<CodeSet>> groups(List<CodeSet> sets) {
        List<List<CodeSet>> groups = new ArrayList<>();
        long bytes = 0;
        for (CodeSet set : sets) {
            long own = (long) ROWS * Float.BYTES * (set.sae().dIn() + set.sae().dOut());
            if (groups.isEmpty() || bytes + own > MAX_BYTES) {
                groups.add(new ArrayList<>());
                bytes = 0;
            }
            groups.get(groups.size() - 1).add(set);
            bytes += own;
        }
        return groups;
    }
}
