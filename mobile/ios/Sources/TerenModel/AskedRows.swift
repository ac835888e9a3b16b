import TerenCore

/// What the screen of a questionnaire shows, from above to below.
public struct AskedRow: Identifiable, Equatable {
    public enum What: Equatable {
        case question(Question)
        /// The heading of one time of a group: what the group is called, which time, by what it is
        /// known.
        case time(group: String, number: Int, time: String)
        /// Here a group can be asked once more.
        case again(Again)
    }

    public let id: String
    public let what: What
}

extension Asked {
    /// The questions, with what stands between those of groups that repeat.
    public var rows: [AskedRow] {
        var rows: [AskedRow] = []
        var group = ""
        for (at, question) in questions.enumerated() {
            if question.kind == "repeat" { group = question.label }
            if let time = question.time, at == 0 || questions[at - 1].time != time {
                let number = question.repetition ?? 1
                rows.append(
                    AskedRow(
                        id: "time \(time)",
                        what: .time(group: group, number: number, time: time)))
            }
            rows.append(AskedRow(id: question.key, what: .question(question)))
            for offered in again where offered.after == at + 1 {
                rows.append(AskedRow(id: "again \(offered.group)", what: .again(offered)))
            }
        }
        return rows
    }
}
