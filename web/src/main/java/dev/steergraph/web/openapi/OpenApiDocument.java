package dev.steergraph.web.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.steergraph.web.http.Line;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.ParameterSchema;
import dev.steergraph.web.http.ProblemBody;
import dev.steergraph.web.http.Response;
import dev.steergraph.web.http.Route;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The description of routes.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</a>
 */
public final class OpenApiDocument {

    private static final String DESCRIPTION =
            "Reads the graph, writes reviews, and asks models. One way to say which run is meant: model names a model and run one of its"
                    + " runs, by default the newest. One way to say a sign: any, positive or negative. Every GET under"
                    + " /api answers If-None-Match with 304 where nothing changed, and gzip where it is accepted.";

    private final Schemas schemas = new Schemas();
    private final TreeSet<ProblemKind> problems = new TreeSet<>();
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    private OpenApiDocument(List<Route> routes) {
        root.put("openapi", "3.1.0");
        root.putObject("info")
                .put("title", "SteerGraph explorer")
                .put("version", "1")
                .put("description", DESCRIPTION);
        ObjectNode paths = root.putObject("paths");
        routes.forEach(route -> addOperation(paths.withObjectProperty(route.path()), route));
        ObjectNode components = root.putObject("components");
        ObjectNode problem = schemas.of(TypeFactory.defaultInstance().constructType(ProblemBody.class), false);
        ObjectNode responses = components.putObject("responses");
        problems.forEach(kind -> {
            ObjectNode response = responses.putObject(kind.reference()).put("description", kind.description());
            response.putObject("content").putObject("application/problem+json").set("schema", problem.deepCopy());
        });
        components.set("schemas", schemas.all());
    }

    /** The document of these routes, as JSON with a line for each name. */
    public static String of(List<Route> routes) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter(" ", "\n"))
                .withArrayIndenter(new DefaultIndenter(" ", "\n"));
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(new OpenApiDocument(routes).root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private void addOperation(ObjectNode path, Route route) {
        ObjectNode operation = path.putObject(route.method().name().toLowerCase(Locale.ROOT));
        operation.put("operationId", route.operationId()).put("summary", route.summary());
        if (!route.parameters().isEmpty()) {
            route.parameters()
                    .forEach(parameter ->
                            operation.withArrayProperty("parameters").add(parameter(parameter)));
        }
        route.body().ifPresent(type -> {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            body.putObject("content")
                    .putObject("application/json")
                    .set("schema", schemas.of(TypeFactory.defaultInstance().constructType(type), true));
        });
        ObjectNode responses = operation.putObject("responses");
        addResponse(responses, route.response());
        if (!route.parameters().isEmpty() || route.body().isPresent()) {
            addProblem(responses, ProblemKind.of(400));
        }
        route.problems().forEach(status -> addProblem(responses, ProblemKind.of(status)));
        addProblem(responses, ProblemKind.OTHER);
    }

    private void addResponse(ObjectNode responses, Response response) {
        ObjectNode answer =
                responses.putObject(Integer.toString(response.status())).put("description", response.description());
        response.json().ifPresent(type -> answer.withObjectProperty("content")
                .putObject("application/json")
                .set("schema", schemas.of(type, false)));
        response.lines().forEach(line -> answer.withObjectProperty("content")
                .withObjectProperty(Line.MEDIA_TYPE)
                .withObjectProperty("schema")
                .withArrayProperty("oneOf")
                .add(schemas.of(line, false)));
        response.files().forEach(mediaType -> answer.withObjectProperty("content")
                .putObject(mediaType)
                .putObject("schema")
                .put("type", "string")
                .put("format", "binary"));
    }

    private void addProblem(ObjectNode responses, ProblemKind kind) {
        problems.add(kind);
        responses.putObject(kind.status()).put("$ref", "#/components/responses/" + kind.reference());
    }

    private static ObjectNode parameter(Parameter<?> parameter) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", parameter.name())
                .put("in", parameter.isInPath() ? "path" : "query")
                .put("required", parameter.isRequired())
                .put("description", parameter.description());
        ParameterSchema said = parameter.schema();
        ObjectNode schema = node.putObject("schema").put("type", said.type());
        putIfSaid(schema, "minimum", said.minimum());
        putIfSaid(schema, "maximum", said.maximum());
        putIfSaid(schema, "maxLength", said.maxLength());
        if (!said.values().isEmpty()) {
            said.values().forEach(value -> schema.withArrayProperty("enum").add(value));
        }
        putIfSaid(schema, "default", said.defaultValue());
        return node;
    }

    private static void putIfSaid(ObjectNode schema, String name, @Nullable Object value) {
        if (value != null) {
            schema.putPOJO(name, value);
        }
    }
}
