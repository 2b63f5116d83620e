package dev.steergraph.ingest.sae.catalogue;

import dev.steergraph.ingest.sae.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The form of {@code catalogue.tsv}. A line that begins with "@" is a release: name, repository, model, loader, 1 where
 * writing weights were centred, normalisation if it is not the files', d_in if that is known. The lines below it are its SAEs: id, path where that is
 * not the id (with "/" at its end, the id is to follow), Neuronpedia's label, L0, factor; what is not known is empty.
 */
final class CatalogueLines {

    private CatalogueLines() {}

    static List<SaeEntry> parse(List<String> lines) {
        List<SaeEntry> entries = new ArrayList<>();
        String[] release = {};
        for (String line : lines) {
            String[] cells = line.split("\t", -1);
            if (line.startsWith("@")) {
                release = cells;
                release[0] = cells[0].substring(1);
            } else {
                entries.add(entry(release, cells));
            }
        }
        return entries;
    }

    private static SaeEntry entry(String[] release, String[] cells) {
        return new SaeEntry(
                release[0],
                cells[0],
                release[1],
                cells[1].isEmpty() || cells[1].endsWith("/") ? cells[1] + cells[0] : cells[1],
                release[2],
                release[3],
                release[4].equals("1"),
                said(release[5]).map(name -> Normalization.valueOf(name.toUpperCase(Locale.ROOT))),
                said(cells[2]),
                said(cells[3]).map(Double::valueOf),
                said(cells[4]).map(Float::valueOf),
                said(release[6]).map(Integer::valueOf));
    }

    private static Optional<String> said(String cell) {
        return cell.isEmpty() ? Optional.empty() : Optional.of(cell);
    }
}
