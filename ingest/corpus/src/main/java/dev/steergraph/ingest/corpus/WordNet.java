package dev.steergraph.ingest.corpus;

import dev.steergraph.core.text.Document;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The glosses of WordNet 3.1, each with its lexicographer file as category, shuffled so that any first part of them is a
 * fair sample.
 *
 * @param seed of the shuffle
 * @see <a href="https://wordnet.princeton.edu/documentation/wndb5wn">wndb(5WN): the data files</a>
 */
public record WordNet(long seed) implements Corpus {

    /** Of all glosses together. */
    private static final long BYTES = 8_900_000;

    private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/data.";

    /** lexnames(5WN), in the order of their numbers. */
    private static final List<String> CATEGORIES = List.of(
            "adj.all",
            "adj.pert",
            "adv.all",
            "noun.Tops",
            "noun.act",
            "noun.animal",
            "noun.artifact",
            "noun.attribute",
            "noun.body",
            "noun.cognition",
            "noun.communication",
            "noun.event",
            "noun.feeling",
            "noun.food",
            "noun.group",
            "noun.location",
            "noun.motive",
            "noun.object",
            "noun.person",
            "noun.phenomenon",
            "noun.plant",
            "noun.possession",
            "noun.process",
            "noun.quantity",
            "noun.relation",
            "noun.shape",
            "noun.state",
            "noun.substance",
            "noun.time",
            "verb.body",
            "verb.change",
            "verb.cognition",
            "verb.communication",
            "verb.competition",
            "verb.consumption",
            "verb.contact",
            "verb.creation",
            "verb.emotion",
            "verb.motion",
            "verb.perception",
            "verb.possession",
            "verb.social",
            "verb.stative",
            "verb.weather",
            "adj.ppl");

    @Override
    public String name() {
        return "wordnet-3.1-glosses";
    }

    @Override
    public Stream<CorpusDocument> documents(Place from) throws IOException {
        List<Document> glosses = new ArrayList<>(120_000);
        for (String part : List.of("noun", "verb", "adj", "adv")) {
            read(part, glosses);
        }
        Collections.shuffle(glosses, new Random(seed));
        return IntStream.range((int) Math.min(from.record(), glosses.size()), glosses.size())
                .mapToObj(i -> new CorpusDocument(glosses.get(i), new Place(0, 0, i)));
    }

    @Override
    public OptionalLong bytes() {
        return OptionalLong.of(BYTES);
    }

    private static void read(String part, List<Document> glosses) throws IOException {
        try (InputStream in = WordNet.class.getResourceAsStream(FOLDER + part)) {
            if (in == null) {
                throw new IOException("the WordNet data file data." + part + " is not on the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int bar = line.indexOf("| ");
                // The licence at the top of each file is indented; records begin with their offset: "00001740 03 n
                // ...".
                if (bar > 0 && Character.isDigit(line.charAt(0))) {
                    int category = Integer.parseInt(line.substring(9, 11));
                    String id = part + "-" + line.substring(0, 8);
                    glosses.add(new Document(id, line.substring(bar + 2).strip(), CATEGORIES.get(category)));
                }
            }
        }
    }
}
