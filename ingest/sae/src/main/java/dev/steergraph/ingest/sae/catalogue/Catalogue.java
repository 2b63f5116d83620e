package dev.steergraph.ingest.sae.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SAEs of SAELens' list of releases, {@code pretrained_saes.yaml}: facts, of which {@code make_catalogue.py} beside the
 * tests made {@code catalogue.tsv}.
 */
public final class Catalogue {

    private static final Pattern CACHED = Pattern.compile("models--([^/]+?)--(.+)");

    private static final class Holder {
        private static final Catalogue CATALOGUE = new Catalogue(lines());
    }

    private final String source;
    private final List<SaeEntry> entries;
    private final Map<String, List<SaeEntry>> byRepository;
    private final Map<String, String> repositories = new HashMap<>();
    private final Map<String, SaeEntry> byName = new HashMap<>();

    private Catalogue(List<String> lines) {
        source = lines.get(0).substring(1).strip();
        entries = withL0(CatalogueLines.parse(lines.subList(1, lines.size())));
        byRepository = entries.stream().collect(Collectors.groupingBy(SaeEntry::repository));
        byRepository.keySet().forEach(name -> repositories.put(name.substring(name.indexOf('/') + 1), name));
        for (SaeEntry entry : entries) {
            byName.put(entry.name(), entry);
            // Of several with one label, which are the same files under two names, the first will do.
            entry.neuronpedia().ifPresent(label -> byName.putIfAbsent(label, entry));
        }
    }

    /** A file that is listed under two names has its L0 under one of them only. */
    private static List<SaeEntry> withL0(List<SaeEntry> listed) {
        Map<String, Double> known = new HashMap<>();
        listed.forEach(entry -> entry.l0().ifPresent(l0 -> known.put(file(entry), l0)));
        return listed.stream()
                .map(entry ->
                        entry.l0().isPresent() ? entry : entry.withL0(Optional.ofNullable(known.get(file(entry)))))
                .toList();
    }

    private static String file(SaeEntry entry) {
        return entry.repository() + "/" + entry.path();
    }

    /** Read once a process. */
    public static Catalogue get() {
        return Holder.CATALOGUE;
    }

    /** What the facts were taken from, with its version. */
    public String source() {
        return source;
    }

    /** All of them, in the list's order; a file may be there under several names. */
    public List<SaeEntry> entries() {
        return entries;
    }

    /** @param name release and id with "/" between them, or Neuronpedia's model and source */
    public Optional<SaeEntry> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Names of SAEs, for messages that suggest some. */
    public Stream<String> names() {
        return byName.keySet().stream();
    }

    /**
     * What is known of files that lie on this machine.
     *
     * @param place the SAE's folder or file, in the hub's cache or below a folder that is called as the repository
     */
    public Optional<SaeEntry> at(Path place) {
        return inRepository(place).flatMap(found -> found.entries().stream()
                .filter(entry ->
                        found.path().equals(entry.path()) || found.path().startsWith(entry.path() + "/"))
                .findFirst());
    }

    /**
     * All entries of files that lie on this machine, as one file may be listed under several names.
     *
     * @param place as for {@link #at}
     * @param pathOf where an entry's file or folder is in its repository
     */
    public List<SaeEntry> allAt(Path place, Function<SaeEntry, String> pathOf) {
        return inRepository(place).stream()
                .flatMap(found -> found.entries().stream().filter(entry -> {
                    String path = pathOf.apply(entry);
                    return found.path().equals(path) || found.path().startsWith(path + "/");
                }))
                .toList();
    }

    /** Whether the place is in a repository whose SAEs were trained on centred writing weights. */
    public boolean isCentered(Path place) {
        return inRepository(place).stream()
                .flatMap(found -> found.entries().stream())
                .anyMatch(SaeEntry::centered);
    }

    private record Found(List<SaeEntry> entries, String path) {}

    private Optional<Found> inRepository(Path place) {
        Path whole = place.toAbsolutePath().normalize();
        for (int i = 0; i < whole.getNameCount(); i++) {
            String part = whole.getName(i).toString();
            Matcher cached = CACHED.matcher(part);
            String repository = cached.matches() ? cached.group(1) + "/" + cached.group(2) : repositories.get(part);
            if (repository != null && byRepository.containsKey(repository)) {
                // In the cache "snapshots" and the commit lie between.
                int from = Math.min(whole.getNameCount(), i + (cached.matches() ? 3 : 1));
                String path = from == whole.getNameCount()
                        ? ""
                        : whole.subpath(from, whole.getNameCount()).toString().replace('\\', '/');
                return Optional.of(new Found(Objects.requireNonNull(byRepository.get(repository)), path));
            }
        }
        return Optional.empty();
    }

    private static List<String> lines() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.tsv")),
                StandardCharsets.UTF_8))) {
            return new ArrayList<>(in.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
