package dev.steergraph.steering.host;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.steering.correct.Neighbour;
import dev.steergraph.steering.feature.SteeringSaes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** From features that are asked for to a recipe that says all: largest activations, places of SAEs, and their neighbours. */
final class RecipeBuilder {

    /** What is smaller changes nothing that one could measure, and would fill recipes. */
    private static final double LEAST = 1e-6;

    private final SteeringSaes saes;
    private final Correcting correcting;
    private final Positions positions;

    RecipeBuilder(SteeringSaes saes, Correcting correcting, Positions positions) {
        this.saes = saes;
        this.correcting = correcting;
        this.positions = positions;
    }

    /** @throws UserError if a feature is not there, is asked for twice, or never active */
    Recipe build(List<AskedFeature> features) throws IOException {
        Set<FeatureAddress> asked = features.stream().map(AskedFeature::feature).collect(Collectors.toSet());
        if (asked.size() < features.size()) {
            throw new UserError("A feature is asked for twice; say once what is to be done to it.");
        }
        List<Intervention> all = new ArrayList<>();
        Map<Place.OfFeature, Double> changes = new LinkedHashMap<>();
        Map<Place.OfFeature, String> labels = new LinkedHashMap<>();
        for (AskedFeature one : features) {
            Place.OfFeature place = whole(saes.feature(one.feature()));
            all.add(new Intervention(place, one.change(), positions, one.label()));
            if (correcting != Correcting.NONE && one.change() instanceof Change.Add add) {
                for (AskedFeature.Correlated other : one.neighbours()) {
                    if (!asked.contains(other.feature())) {
                        Place.OfFeature neighbour = whole(saes.feature(other.feature()));
                        changes.merge(neighbour, change(one, place, add.k(), other, neighbour), Double::sum);
                        labels.put(neighbour, other.label());
                    }
                }
            }
        }
        for (Map.Entry<Place.OfFeature, Double> change : changes.entrySet()) {
            double strength = change.getValue() / saes.max(change.getKey());
            if (Math.abs(strength) >= LEAST) {
                all.add(new Intervention(
                        change.getKey(),
                        new Change.Add(strength),
                        positions,
                        labels.getOrDefault(change.getKey(), "")));
            }
        }
        return new Recipe(all);
    }

    private double change(
            AskedFeature of, Place.OfFeature feature, double k, AskedFeature.Correlated other, Place.OfFeature place)
            throws IOException {
        return correcting.change(
                saes.direction(feature),
                of.sd(),
                k * saes.max(feature),
                new Neighbour(saes.direction(place), other.sd(), other.r()));
    }

    /** With its largest activation and the place of its SAE. */
    private Place.OfFeature whole(Place.OfFeature place) throws IOException {
        return new Place.OfFeature(place.feature(), place.hook(), saes.max(place), saes.place(place));
    }
}
