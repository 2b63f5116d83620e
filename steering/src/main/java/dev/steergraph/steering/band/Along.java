package dev.steergraph.steering.band;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.steering.edit.Edit;
import java.util.random.RandomGenerator;

/** What adds along a feature, or a direction, with any strength. */
record Along(Edit one) {

    /** A direction. @param unit what a strength of 1 adds */
    static Along of(HookPoint hook, float... unit) {
        Place place = new Place.OfDirection(hook, new Place.Vector(unit));
        return new Along(Edit.of(new Intervention(place, new Change.Add(1), Positions.ALL, ""), hook, unit));
    }

    Edit at(double k) {
        Intervention what = new Intervention(one.what().place(), new Change.Add(k), Positions.ALL, "");
        return new Edit(what, one.reads(), one.writes(), one.sae(), one.feature(), one.unit(), one.max());
    }

    /** A direction drawn evenly from all, as long as this one. */
    Along random(RandomGenerator random) {
        float[] unit = one.unit();
        double[] drawn = new double[unit.length];
        double own = 0;
        double squares = 0;
        for (int i = 0; i < unit.length; i++) {
            drawn[i] = random.nextGaussian();
            squares += drawn[i] * drawn[i];
            own += (double) unit[i] * unit[i];
        }
        double scale = Math.sqrt(own / squares);
        float[] other = new float[unit.length];
        for (int i = 0; i < unit.length; i++) {
            other[i] = (float) (drawn[i] * scale);
        }
        return of(one.writes(), other);
    }
}
