package dev.steergraph.core.steering;

import dev.steergraph.core.UserError;

/**
 * One thing that is done to a model while it reads and writes.
 *
 * @param label for people; may be empty
 */
public record Intervention(Place place, Change change, Positions positions, String label) {

    /** @throws UserError if the change takes an SAE and the place has none */
    public Intervention {
        if (change.encodes() && place instanceof Place.OfDirection) {
            throw new UserError("A direction at " + place.hook() + " has no activation that " + change.kind()
                    + " could change; use add or project-out.");
        }
    }

    /** Adds to all tokens. */
    public static Intervention add(Place place, double strength) {
        return new Intervention(place, new Change.Add(strength), Positions.ALL, "");
    }
}
