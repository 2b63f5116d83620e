package dev.steergraph.ingest.load;

import dev.steergraph.core.Progress;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.steering.band.BandsFile;
import dev.steergraph.core.steering.band.FeatureBand;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Usable bands of a run's features, those left out that were measured with other SAEs than have made the run's codes. */
record RunBands(List<FeatureBand> bands, int stale) {

    /** @throws dev.steergraph.core.UserError if the file of them is damaged */
    static RunBands of(RunDirectory run) {
        List<FeatureBand> all = BandsFile.read(run);
        if (all.isEmpty()) {
            return new RunBands(all, 0);
        }
        Map<String, String> saes = run.finished(Stages.ENCODE).settings().saes();
        List<FeatureBand> own = all.stream()
                .filter(band -> band.sae().equals(saes.get(band.set())))
                .toList();
        return new RunBands(own, all.size() - own.size());
    }

    /** Says what is left out. */
    void sayStale(RunDirectory run, Progress progress) {
        if (stale > 0) {
            progress.note(BandsFile.of(run) + " has usable bands (" + stale
                    + ") of SAEs that have not made this run's codes: they are left out; sweep these features again.");
        }
    }

    /** Those of a set, by index. */
    Map<Integer, FeatureBand> of(String set) {
        return bands.stream()
                .filter(band -> band.set().equals(set))
                .collect(Collectors.toMap(FeatureBand::index, Function.identity(), (one, other) -> other));
    }

    /** What makes a difference to the graph. */
    List<String> lines() {
        return bands.stream()
                .map(band -> "band " + band.set() + " " + band.index() + " " + band.low() + " " + band.high() + " "
                        + band.breaks())
                .toList();
    }
}
