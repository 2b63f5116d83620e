package dev.steergraph.web;

import dev.steergraph.analytics.exchange.subgraph.SubgraphFormat;
import dev.steergraph.core.UserError;
import java.util.Locale;

/** How each format of an export is sent: its media type, and the ending of its file's name. The last two are for steering. */
enum ExportFile {
    JSON(SubgraphFormat.JSON, "application/json", "json"),
    GRAPHML(SubgraphFormat.GRAPHML, "application/graphml+xml", "graphml"),
    GEXF(SubgraphFormat.GEXF, "application/gexf+xml", "gexf"),
    CSV(SubgraphFormat.CSV, "application/zip", "csv.zip"),
    CX2(SubgraphFormat.CX2, "application/json", "cx2"),
    NPZ(SubgraphFormat.NPZ, "application/zip", "npz.zip"),
    CIRCUIT_TRACER(SubgraphFormat.CIRCUIT_TRACER, "application/json", "circuit.json"),
    RECIPE(null, "application/zip", "recipe.zip"),
    NEURONPEDIA_STEER(null, "application/json", "neuronpedia-steer.json");

    private final SubgraphFormat format;
    private final String contentType;
    private final String ending;

    ExportFile(SubgraphFormat format, String contentType, String ending) {
        this.format = format;
        this.contentType = contentType;
        this.ending = ending;
    }

    /** @throws UserError if the text is no format */
    static ExportFile of(String text) {
        for (ExportFile file : values()) {
            if (file.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                return file;
            }
        }
        throw new UserError(
                "format must be json, graphml, gexf, csv, cx2, npz, circuit-tracer, recipe or neuronpedia-steer, not "
                        + text);
    }

    /** Null for what is for steering. */
    SubgraphFormat format() {
        return format;
    }

    String contentType() {
        return contentType;
    }

    String ending() {
        return ending;
    }
}
