package dev.steergraph.analytics.exchange.recipe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How SAELens calls SAEs of the hub: by a release and an id in it, never by their repository. Follows its list of pretrained
 * SAEs, from which {@code make_releases.py} made {@code saelens-releases.tsv}.
 */
final class SaeLensReleases {

    private static final Pattern PLACE = Pattern.compile("([^/@]+/[^/@]+)(?:@[^/]+)?/(.+?)/?");
    private static final Pattern WEIGHTS = Pattern.compile("/(params\\.npz|sae_weights\\.safetensors|cfg\\.json)$");

    private static final List<Rule> RULES = read();

    /** What {@code SAE.from_pretrained} takes. */
    record Name(String release, String id) {}

    private record Rule(String repository, Pattern path, String release, String id) {

        static Rule of(String line) {
            String[] columns = line.split("\t");
            return new Rule(columns[0], Pattern.compile(columns[1]), columns[2], columns[3]);
        }

        Optional<Name> name(String repo, String folder) {
            Matcher matcher = path.matcher(folder);
            return repository.equals(repo) && matcher.matches()
                    ? Optional.of(new Name(release, matcher.replaceFirst(id)))
                    : Optional.empty();
        }
    }

    private SaeLensReleases() {}

    /** The name of the SAE at a place such as {@code google/gemma-scope-2b-pt-res/layer_4/width_16k/average_l0_124}, if it has one. */
    static Optional<Name> of(String place) {
        Matcher matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String folder = WEIGHTS.matcher(matcher.group(2)).replaceFirst("");
        return RULES.stream()
                .flatMap(rule -> rule.name(matcher.group(1), folder).stream())
                .findFirst();
    }

    private static List<Rule> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SaeLensReleases.class.getResourceAsStream("saelens-releases.tsv")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Rule::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
