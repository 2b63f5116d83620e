package dev.steergraph.ingest.corpus.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a template can call. */
@FunctionalInterface
interface Callable {

    Object call(Given given);

    /**
     * Arguments with their values.
     *
     * @param values by their places
     * @param named by their names
     */
    record Given(List<Object> values, Map<String, Object> named) {

        static final Given NOTHING = new Given(List.of(), Map.of());

        /** The argument of a place or a name, or what it usually is. */
        Object get(int place, String name, Object usual) {
            if (place < values.size()) {
                return values.get(place);
            }
            return named.getOrDefault(name, usual);
        }

        /** @throws TemplateError if it is missing */
        Object get(int place, String name) {
            Object found = get(place, name, Values.UNDEFINED);
            if (found == Values.UNDEFINED) {
                throw new TemplateError("the argument \"" + name + "\" is missing");
            }
            return found;
        }

        Given without(int first) {
            return new Given(
                    new ArrayList<>(values.subList(Math.min(first, values.size()), values.size())),
                    new LinkedHashMap<>(named));
        }
    }
}
