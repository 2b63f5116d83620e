package dev.steergraph.steering.band;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.feature.SteeringSaes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A feature whose band is measured.
 *
 * @param set id of its codes in the run
 * @param sha256 of its SAE
 * @param along adds along it
 * @param random along directions of the same length, which are what a gain is compared with
 */
record SweptFeature(FeatureId id, String set, String sha256, Sae sae, Along along, List<Along> random) {

    /** A gain has to be above all of them. */
    static final int RANDOM = 3;

    /** @throws UserError if the run has no such feature, its SAE is gone, or it was never active */
    static SweptFeature of(RunDirectory run, FeatureAddress address, SteeringSaes saes, long seed) throws IOException {
        Place.OfFeature place = saes.feature(address);
        Sae sae = saes.sae(place);
        int index = place.feature().index();
        double max = saes.max(place);
        Intervention what = new Intervention(place, new Change.Add(1), Positions.ALL, "");
        Along along = new Along(Edit.of(what, place.hook(), saes.written(place), sae, index, max));
        String set = saes.codes(place);
        String sha256 = Objects.requireNonNullElse(
                run.finished(Stages.ENCODE).settings().saes().get(set), "");
        SplittableRandom drawn = new SplittableRandom(seed * 1_000_003 + address.layer() * 1_009L + index);
        List<Along> random = new ArrayList<>();
        for (int i = 0; i < RANDOM; i++) {
            random.add(along.random(drawn.nextLong()));
        }
        return new SweptFeature(place.feature(), set, sha256, sae, along, random);
    }

    /** From which block on the model is steered. */
    int block() {
        return along.one().writes().layer();
    }
}
