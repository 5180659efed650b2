@main
struct Hello {
    static func main() {
        print("Hello from Swift.")
        print("Seven times eight is \(7 * 8).")
    }
}
