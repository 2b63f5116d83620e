package dev.steergraph.web.api.export;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.steergraph.analytics.exchange.subgraph.SubgraphFormat;
import dev.steergraph.web.http.Choice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How each format of an export is sent: its media type, and the ending of its file's name. The last two are for steering. */
enum ExportFormat {
    JSON(SubgraphFormat.JSON, "application/json", "json"),
    GRAPHML(SubgraphFormat.GRAPHML, "application/graphml+xml", "graphml"),
    GEXF(SubgraphFormat.GEXF, "application/gexf+xml", "gexf"),
    CSV(SubgraphFormat.CSV, "application/zip", "csv.zip"),
    CX2(SubgraphFormat.CX2, "application/json", "cx2"),
    NPZ(SubgraphFormat.NPZ, "application/zip", "npz.zip"),
    CIRCUIT_TRACER(SubgraphFormat.CIRCUIT_TRACER, "application/json", "circuit.json"),
    RECIPE(null, "application/zip", "recipe.zip"),
    NEURONPEDIA_STEER(null, "application/json", "neuronpedia-steer.json");

    private final @Nullable SubgraphFormat format;
    private final String contentType;
    private final String ending;

    ExportFormat(@Nullable SubgraphFormat format, String contentType, String ending) {
        this.format = format;
        this.contentType = contentType;
        this.ending = ending;
    }

    /** @throws dev.steergraph.core.UserError if the text is no format */
    @JsonCreator
    static ExportFormat of(String text) {
        return Choice.parse("format", text, List.of(values()));
    }

    /** Of all formats. */
    static List<String> mediaTypes() {
        return List.of("application/json", "application/graphml+xml", "application/gexf+xml", "application/zip");
    }

    @JsonValue
    String label() {
        return Choice.label(this);
    }

    /** What writes it; nothing for what is for steering. */
    Optional<SubgraphFormat> format() {
        return Optional.ofNullable(format);
    }

    /** Whether it says what to steer, not what there is. */
    boolean steers() {
        return format == null;
    }

    String contentType() {
        return contentType;
    }

    String ending() {
        return ending;
    }
}
