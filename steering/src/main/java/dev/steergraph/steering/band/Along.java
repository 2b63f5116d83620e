package dev.steergraph.steering.band;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.steering.correct.Correction;
import dev.steergraph.steering.edit.Edit;

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
    Along random(long seed) {
        return of(one.writes(), Correction.random(one.unit(), seed));
    }
}
