/// placeholder until the engine is there
public enum Wasirun {
    public static func main() -> Never { fatalError() }
}
