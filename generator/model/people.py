"""People, events, objects and what returns every year."""

from __future__ import annotations

from generator.model.base import Frozen, Id, Sourced, Statement, Text, When, field


class Person(Sourced):
    """Somebody the site speaks of; name exactly as sources give it, nothing guessed."""

    id: Id = field("Mã", "Id")
    name: str = field(
        "Họ và tên", "Name", help_vi="Đúng như nguồn viết", help_en="Exactly as the sources give it"
    )
    honorific: Text | None = field(
        "Danh hiệu",
        "Honorific",
        None,
        help_vi="Ví dụ: Bà mẹ Việt Nam anh hùng",
        help_en="Such as: Heroic Vietnamese Mother",
    )
    alias: str | None = field("Bí danh, tên thường gọi", "Alias", None)
    role: Text | None = field("Vai trò", "Role", None)
    born: When | None = field("Sinh", "Born", None)
    died: When | None = field("Mất", "Died", None)
    native_then: Text | None = field("Quê quán (tên khi đó)", "Native place then", None)
    native_now: Text | None = field("Quê quán (tên nay)", "Native place now", None)


class Event(Sourced):
    """Something that happened; `date` is absent where no source gives one."""

    id: Id | None = field("Mã", "Id", None)
    date: When | None = field("Ngày", "Date", None)
    as_written: Text | None = field(
        "Ngày như nguồn viết",
        "Date as written",
        None,
        help_vi="Lời của nguồn, ví dụ “cuối mùa mưa 1962”; trang hiện đúng lời ấy thay cho ngày",
        help_en="The source's words, such as 'end of the rains, 1962'; shown in place of the date",
    )
    as_announced: When | None = field(
        "Ngày như công bố khi đó",
        "Date as announced then",
        None,
        help_vi="Ngày được báo tin lúc ấy, nếu khác ngày thật; trang hiện cả hai",
        help_en="The date given out at the time, if it was another one; the page shows both",
    )
    lunar: Text | None = field(
        "Âm lịch, niên hiệu",
        "Lunar date, reign year",
        None,
        help_vi="Hiện sau ngày dương lịch, ví dụ: mùng 10 tháng 3 âm lịch",
        help_en="Shown after the solar date, such as: day 10 of lunar month 3",
    )
    text: Text = field("Sự việc", "What happened")


class Recurring(Statement):
    """What is held every year, by the solar or the lunar calendar."""

    day: str | None = field(
        "Ngày hằng năm",
        "Day of the year",
        None,
        pattern=r"^\d{2}-\d{2}$",
        help_vi="tháng-ngày, ví dụ 05-19",
        help_en="month-day, such as 05-19",
    )
    calendar: str = field(
        "Lịch",
        "Calendar",
        "solar",
        pattern="^(solar|lunar)$",
        help_vi="lunar thì day ở trên là ngày âm lịch",
        help_en="With lunar, the day above is a lunar one",
    )


class Fact(Sourced):
    """A labelled value in the fact table (area, length, number of works…)."""

    id: Id = field("Mã", "Id")
    label: Text = field("Tên mục", "Label")
    text: Text = field("Nội dung", "Value")
    number: float | None = field(
        "Con số",
        "Number",
        None,
        help_vi="Cùng điều ấy, chỉ có con số; giữ để tra, trang không hiện",
        help_en="The same as a bare number; kept for reference, shown on no page",
    )
    unit: str | None = field(
        "Đơn vị đo",
        "Unit",
        None,
        help_vi="Đi với con số, ví dụ m², km",
        help_en="Goes with the number, such as m², km",
    )


class Thing(Sourced):
    """An object kept at the site."""

    id: Id = field("Mã", "Id")
    name: Text = field("Tên hiện vật", "Name")
    description: Text | None = field("Mô tả", "Description", None)
    restricted: bool = field(
        "Hạn chế công bố",
        "Restricted",
        False,
        help_vi="true thì hiện vật không hiện trên trang, ví dụ vật quý dễ mất",
        help_en="true: left off the page, such as a precious piece that might be stolen",
    )


class QuizQuestion(Frozen):
    """A question for school groups, tied to the fact that answers it."""

    question: Text = field("Câu hỏi", "Question")
    answers: tuple[Text, ...] = field("Các phương án", "Answers", min_length=2)
    right: int = field(
        "Phương án đúng (1, 2, …)",
        "Right answer (1, 2, …)",
        ge=1,
        help_vi="Đứng thứ mấy trong danh sách trên; phương án đầu là 1",
        help_en="Its place in the list above; the first answer is 1",
    )
    sources: tuple[str, ...] = field("Nguồn", "Sources", min_length=1)


class ToFind(Sourced):
    """Something that visitors can look for on the spot: `text` says what, `where` helps them find it."""

    text: Text = field(
        "Tìm gì",
        "What to look for",
        help_vi="Một thứ có thật tại chỗ, nhìn là thấy, ví dụ: tấm bảng ở cửa chính điện",
        help_en="Something that is really there, plain to see, such as the board at the hall's door",
    )
    where: Text | None = field(
        "Ở đâu",
        "Where",
        None,
        help_vi="Một lời chỉ ngắn, ví dụ: cổng chùa",
        help_en="A short hint, such as: the gate",
    )
    sources: tuple[str, ...] = field("Nguồn", "Sources", min_length=1)
